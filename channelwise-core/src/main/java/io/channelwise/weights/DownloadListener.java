package io.channelwise.weights;

import java.net.URI;

/** Hears how weights are fetched and read. All calls of one download come from the thread that asked for the file. */
public interface DownloadListener {

    /** Hears nothing. */
    DownloadListener NONE = new DownloadListener() {};

    /** Another thread or process downloads the same file; this one waits for it. */
    default void waiting(URI uri) {}

    /**
     * Bytes begin to come. Called again where a broken download is taken up.
     *
     * @param done bytes that are here from an earlier try
     * @param total bytes of the whole file; -1 if the server does not say
     */
    default void started(URI uri, long done, long total) {}

    /** So many bytes came. */
    default void advanced(long bytes) {}

    /** No more bytes come, because all are here or because the download broke. */
    default void stopped() {}

    /** What was found or left out when weights were read, in a sentence. */
    default void noted(String note) {}

    /** The download broke and is taken up again. */
    default void retrying(URI uri, String reason) {}
}
