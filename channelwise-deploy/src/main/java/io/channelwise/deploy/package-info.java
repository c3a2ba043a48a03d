/** Networks on their way to production: ONNX export, prediction with ONNX Runtime, folders for model servers. */
package io.channelwise.deploy;
