package io.channelwise.report;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

/**
 * The test of a run's network after one of its epochs.
 *
 * @param epoch counted from 1
 * @param parameters the network's trainable numbers
 * @param scores what it scored
 */
public record TestedEpoch(
        int epoch, long parameters, @JsonUnwrapped TestScores scores) {}
