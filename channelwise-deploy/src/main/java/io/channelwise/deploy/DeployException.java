package io.channelwise.deploy;

import io.channelwise.runtime.Harmless;

/** A network that cannot be exported, or an exported one that cannot be used; the message names the file or operation. */
public final class DeployException extends RuntimeException {

    private static final int MAX_LENGTH = 600;

    /** With one clear sentence for the user. */
    public DeployException(String message) {
        super(harmless(message));
    }

    /** With one clear sentence for the user, and what it came from. */
    public DeployException(String message, Throwable cause) {
        super(harmless(message), cause);
    }

    /** What it quotes may come from a hostile file: one line without control characters, and not endless. */
    private static String harmless(String message) {
        String brief = message.length() <= MAX_LENGTH ? message : message.substring(0, MAX_LENGTH) + "...";
        return Harmless.line(brief.replaceAll("\\s+", " "));
    }
}
