package io.channelwise.diagnosis;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Collectors;

/**
 * What came of a task.
 *
 * @param task what was asked
 * @param answer of the child process; {@code null} where there is a fault
 * @param fault why there is no answer; {@code null} where there is one
 */
record Outcome(Task task, JsonNode answer, Fault fault) {

    /**
     * Why there is no answer.
     *
     * @param kind what happened
     * @param phase what the child process was at, {@code backward}; empty if nothing was said
     * @param detail the signal, the difference or the message
     * @param frame the native function in which a signal came; empty if it is not known
     */
    record Fault(Kind kind, String phase, String detail, String frame) {}

    /** The ways to fail. */
    enum Kind {
        /** The process was ended by a signal, or ended by itself. */
        ENDED,
        /** The library refused. */
        ERROR,
        /** It took too long and was ended. */
        TIMEOUT,
        /** Too many processes had ended before its turn came. */
        SKIPPED
    }

    boolean isAnswered() {
        return fault == null;
    }

    /** Whether it was done and nothing differs; trials answer with what does, by name. */
    boolean isRight() {
        return isAnswered() && (isList() || answer.isEmpty());
    }

    private boolean isList() {
        return task instanceof Task.Shapes || task instanceof Task.Facts;
    }

    boolean isSkipped() {
        return fault != null && fault.kind() == Kind.SKIPPED;
    }

    /** Whether this phase, or a value of this name, went wrong. */
    boolean concerns(String name) {
        return fault != null ? fault.phase().equals(name) : answer.has(name);
    }

    /** The phase in which a process ended; empty where it did not. */
    String phase() {
        return fault == null ? "" : fault.phase();
    }

    /** The native function in which a process ended; empty where it is not known. */
    String frame() {
        return fault == null ? "" : fault.frame();
    }

    /** What went wrong, in words. */
    String happened() {
        if (fault == null) {
            return answer.properties().stream()
                    .map(value -> value.getKey() + " " + value.getValue().asText())
                    .collect(Collectors.joining("; "));
        }
        return fault.detail();
    }
}
