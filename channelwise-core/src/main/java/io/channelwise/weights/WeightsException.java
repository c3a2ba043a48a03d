package io.channelwise.weights;

import io.channelwise.runtime.Harmless;

/**
 * A weights file that cannot be read, written or loaded; the message names the file or key and says what is wrong. What
 * it quotes from a file is made harmless for terminals and logs: control characters become question marks, and long
 * texts are cut.
 */
public final class WeightsException extends RuntimeException {

    private static final int MAX_LENGTH = 4000;

    /** With one clear sentence for the user. */
    public WeightsException(String message) {
        super(harmless(message));
    }

    /** With one clear sentence for the user, and what it came from. */
    public WeightsException(String message, Throwable cause) {
        super(harmless(message), cause);
    }

    private static String harmless(String message) {
        String brief = message.length() <= MAX_LENGTH ? message : message.substring(0, MAX_LENGTH) + "...";
        return Harmless.text(brief);
    }
}
