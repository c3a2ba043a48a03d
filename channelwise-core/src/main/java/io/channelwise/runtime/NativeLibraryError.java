package io.channelwise.runtime;

/** Native libraries cannot be loaded; the message says why and what to do, in one sentence. */
@SuppressWarnings("serial")
public final class NativeLibraryError extends LinkageError {

    /** With one clear sentence for the user. */
    public NativeLibraryError(String message) {
        super(message);
    }

    /** With one clear sentence for the user, and what it came from. */
    public NativeLibraryError(String message, Throwable cause) {
        super(message, cause);
    }
}
