/** {@link io.channelwise.nn.Layer} and the primitive layers and functions that every network is made of. */
package io.channelwise.nn;
