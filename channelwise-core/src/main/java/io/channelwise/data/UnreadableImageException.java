package io.channelwise.data;

/** An image that cannot be read, where {@link BadImages#FAIL} is the answer to it. */
public final class UnreadableImageException extends DataException {

    /** With what is wrong with the image. */
    public UnreadableImageException(DataException reason) {
        super(reason.getMessage(), reason);
    }
}
