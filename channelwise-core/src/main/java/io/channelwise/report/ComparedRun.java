package io.channelwise.report;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

/**
 * A run beside others.
 *
 * @param label what tells it from the others, as a rule its name
 * @param history what was planned and what is done
 * @param tested the stored test of its network; {@code null} if there is none
 */
public record ComparedRun(String label, @JsonUnwrapped RunHistory history, TestedEpoch tested) {}
