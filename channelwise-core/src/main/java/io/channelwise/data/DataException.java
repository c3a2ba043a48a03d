package io.channelwise.data;

/** Data that cannot be used. The message names the file, what was found in it and what was expected. */
public class DataException extends RuntimeException {

    /** With a sentence for the user. */
    public DataException(String message) {
        super(message);
    }

    /** With a sentence for the user, and the cause for who asks for details. */
    public DataException(String message, Throwable cause) {
        super(message, cause);
    }
}
