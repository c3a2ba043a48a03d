/**
 * What JMH times: one part of a training or evaluation step, or of the loader, a class. A part is its annotated methods; who
 * adds one adds it to {@code PartList} too.
 */
package io.channelwise.benchmarks.parts;
