/** State dicts and the files that hold them: safetensors, PyTorch checkpoints, the description beside them. */
package io.channelwise.weights;
