package io.channelwise.inference;

/** A network cannot be scored; the message says why. */
public final class EvaluationException extends RuntimeException {

    /** With what is wrong and what to do. */
    public EvaluationException(String message) {
        super(message);
    }
}
