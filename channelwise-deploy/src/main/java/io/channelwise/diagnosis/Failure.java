package io.channelwise.diagnosis;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Something that a library did not do rightly.
 *
 * @param what was computed, {@code conv2d 256 to 1024, kernel 1, on [2, 256, 14, 14], channels-last}
 * @param phase of the computation, {@code backward}; empty where it is not known
 * @param happened {@code ended by SIGFPE}, or by how much what differs
 * @param frame the native function in which a signal came; empty where it is not known
 * @param avoidedBy the setting with which it did not happen, as it is typed; empty where none of those tried helps
 */
public record Failure(
        String what,
        String phase,
        String happened,
        String frame,
        @JsonProperty("avoided_by") String avoidedBy) {

    /** In one line, without the frame. */
    public String words() {
        return what + (phase.isEmpty() ? "" : ", " + phase) + ": " + happened;
    }
}
