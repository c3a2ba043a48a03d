/** Speed and memory, side by side with others. */
package io.channelwise.benchmarks;
