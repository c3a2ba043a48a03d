/** Channel attention: squeeze-and-excitation, selective kernels, and the interface that any other fits. */
package io.channelwise.attention;
