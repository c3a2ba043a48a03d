package io.channelwise.weights;

import java.io.IOException;

/** Why a download failed, as the end of a sentence that begins with its address. */
final class DownloadFailure extends IOException {

    private static final long serialVersionUID = 1;

    private final boolean passing;

    private DownloadFailure(String message, boolean passing, Throwable cause) {
        super(message, cause);
        this.passing = passing;
    }

    /** One that another try would meet again. */
    static DownloadFailure lasting(String message) {
        return new DownloadFailure(message, false, null);
    }

    /** One that may be gone at the next try. */
    static DownloadFailure passing(String message, Throwable cause) {
        return new DownloadFailure(message, true, cause);
    }

    boolean isPassing() {
        return passing;
    }
}
