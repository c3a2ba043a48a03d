package io.channelwise.nn;

/**
 * Says of a layer that it lets no tensor out but its output: a backward pass enters it there and nowhere else, if the same
 * holds for all layers below it. What a batch norm made in it, or right before it, is then not kept for the backward pass
 * but made again when the gradient of that output is known, which takes a sixth off the memory of training SE-ResNet-50.
 *
 * <p>A layer that keeps a tensor for later, such as a term of the loss, must not say so: the process would end when the
 * backward pass reads what was given back. timm's selective kernel does not say so: making its branches again takes time,
 * and its networks are small.
 */
public interface SelfContained {}
