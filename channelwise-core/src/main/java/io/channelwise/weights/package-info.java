/** State dicts and the files that hold them: safetensors, PyTorch checkpoints, the description beside them; the cache of what was downloaded. */
package io.channelwise.weights;
