package io.channelwise.weights;

/** A weights file that cannot be read, written or loaded; the message names the file or key and says what is wrong. */
public final class WeightsException extends RuntimeException {

    /** With one clear sentence for the user. */
    public WeightsException(String message) {
        super(message);
    }

    /** With one clear sentence for the user, and what it came from. */
    public WeightsException(String message, Throwable cause) {
        super(message, cause);
    }
}
