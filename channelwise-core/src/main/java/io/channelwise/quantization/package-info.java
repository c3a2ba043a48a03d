/** Rounding of a network's forward pass as its int8 export computes it, for training that is aware of it. */
package io.channelwise.quantization;
