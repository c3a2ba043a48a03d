/** Speed and memory, side by side with PyTorch. */
package io.channelwise.benchmarks;
