package io.channelwise.cli;

import io.channelwise.diagnosis.DoctorListener;
import java.io.PrintWriter;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows the self-test on stderr: a bar on a terminal, now and then a line elsewhere. */
final class DoctorProgress implements DoctorListener {

    private static final double SECONDS_BETWEEN_LINES = 10;

    private final PrintWriter err;
    private final boolean terminal;
    private ProgressBar bar;
    private int total;
    private long lastLine;

    DoctorProgress(PrintWriter err) {
        this(err, ConsoleProgress.isTerminal());
    }

    DoctorProgress(PrintWriter err, boolean terminal) {
        this.err = err;
        this.terminal = terminal;
    }

    @Override
    public void note(String sentence) {
        err.println(sentence);
    }

    @Override
    public void selfTestStarted(int trials) {
        total = trials;
        lastLine = System.nanoTime();
        err.println("self-test: " + trials + " computations in child processes");
        if (terminal) {
            bar = new ProgressBarBuilder()
                    .setTaskName("self-test")
                    .setInitialMax(trials)
                    .setStyle(ProgressBarStyle.COLORFUL_UNICODE_BLOCK)
                    .setUpdateIntervalMillis(250)
                    .clearDisplayOnFinish()
                    .build();
        }
    }

    @Override
    public void selfTestAdvanced(int done, String last) {
        if (terminal) {
            bar.stepTo(done);
        } else if ((System.nanoTime() - lastLine) / 1e9 > SECONDS_BETWEEN_LINES) {
            lastLine = System.nanoTime();
            err.println("self-test: " + done + " of " + total);
        }
    }

    @Override
    public void selfTestFinished() {
        if (terminal) {
            bar.close();
        }
    }
}
