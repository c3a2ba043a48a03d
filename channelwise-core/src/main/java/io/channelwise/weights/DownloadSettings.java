package io.channelwise.weights;

import java.time.Duration;

/**
 * How patient a download is.
 *
 * @param connectTimeout for a connection to stand
 * @param stallTimeout the longest wait for the next byte
 * @param retries how often a broken download is taken up again
 * @param backoff the wait before the first retry; each later one is twice as long
 * @param redirects how many are followed
 */
public record DownloadSettings(
        Duration connectTimeout, Duration stallTimeout, int retries, Duration backoff, int redirects) {

    /** 15 s to connect, 30 s without a byte, 3 retries after 1, 2 and 4 s, 10 redirects. */
    public static final DownloadSettings DEFAULT =
            new DownloadSettings(Duration.ofSeconds(15), Duration.ofSeconds(30), 3, Duration.ofSeconds(1), 10);

    /** @throws IllegalArgumentException if a timeout is not above 0, or another value is below 0 */
    public DownloadSettings {
        require(isPositive(connectTimeout), "connectTimeout", connectTimeout, "above 0");
        require(isPositive(stallTimeout), "stallTimeout", stallTimeout, "above 0");
        require(retries >= 0, "retries", retries, "0 or more");
        require(!backoff.isNegative(), "backoff", backoff, "0 or more");
        require(redirects >= 0, "redirects", redirects, "0 or more");
    }

    Duration pauseBefore(int retry) {
        return backoff.multipliedBy(1L << Math.min(retry, 10));
    }

    private static boolean isPositive(Duration duration) {
        return !duration.isNegative() && !duration.isZero();
    }

    private static void require(boolean condition, String name, Object value, String allowed) {
        if (!condition) {
            throw new IllegalArgumentException("download: " + name + " " + value + "; allowed: " + allowed);
        }
    }
}
