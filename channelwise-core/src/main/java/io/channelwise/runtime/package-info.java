/** Threads, allocator, device and the lifetimes of native memory. */
package io.channelwise.runtime;
