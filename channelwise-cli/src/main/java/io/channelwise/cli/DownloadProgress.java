package io.channelwise.cli;

import io.channelwise.weights.DownloadListener;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows on stderr how weights are fetched and read: a line for each, then a bar on a terminal, now and then a line elsewhere. */
final class DownloadProgress implements DownloadListener {

    private static final double SECONDS_BETWEEN_LINES = 10;
    private static final int MEGABYTE = 1_000_000;

    private final PrintWriter err;
    private final boolean terminal;
    private final Set<String> noted = new HashSet<>();
    private ProgressBar bar;
    private long done;
    private long total;
    private long lastLine;

    DownloadProgress(PrintWriter err) {
        this(err, ConsoleProgress.isTerminal());
    }

    DownloadProgress(PrintWriter err, boolean terminal) {
        this.err = err;
        this.terminal = terminal;
    }

    @Override
    public void waiting(URI uri) {
        err.println("waiting for another download of " + uri);
    }

    @Override
    public void started(URI uri, long here, long whole) {
        done = here;
        total = whole;
        lastLine = System.nanoTime();
        err.println("downloading " + uri + (whole < 0 ? "" : ", " + Texts.megabytes(whole))
                + (here > 0 ? ", from " + Texts.megabytes(here) + " on" : ""));
        if (terminal) {
            bar = new ProgressBarBuilder()
                    .setTaskName("download")
                    .setInitialMax(whole)
                    .startsFrom(here, Duration.ZERO)
                    .setStyle(ProgressBarStyle.COLORFUL_UNICODE_BLOCK)
                    .setUnit(" MB", MEGABYTE)
                    .setUpdateIntervalMillis(250)
                    .showSpeed()
                    .clearDisplayOnFinish()
                    .build();
        }
    }

    @Override
    public void advanced(long bytes) {
        done += bytes;
        if (terminal) {
            bar.stepBy(bytes);
        } else if ((System.nanoTime() - lastLine) / 1e9 > SECONDS_BETWEEN_LINES) {
            lastLine = System.nanoTime();
            err.println("downloaded " + Texts.megabytes(done) + (total < 0 ? "" : " of " + Texts.megabytes(total)));
        }
    }

    @Override
    public void stopped() {
        if (terminal) {
            bar.close();
        }
    }

    /** Once, however often the same weights are read. */
    @Override
    public void noted(String note) {
        if (noted.add(note)) {
            err.println(note);
        }
    }

    @Override
    public void retrying(URI uri, String reason) {
        err.println(reason + "; trying again");
    }
}
