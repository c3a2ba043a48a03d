/**
 * Channel attention, one kind a file: gates that keep a feature map's shape ({@link
 * io.channelwise.attention.ChannelAttention}) and convolutions with attention inside ({@link
 * io.channelwise.attention.AttentiveConvolution}).
 */
package io.channelwise.attention;
