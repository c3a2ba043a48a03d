package io.channelwise.cli;

import io.channelwise.report.EpochRecord;
import io.channelwise.runtime.Harmless;
import io.channelwise.train.TrainingListener;
import java.io.PrintWriter;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;

/** Shows passes on stderr: a bar with speed and time left on a terminal, now and then a line elsewhere. */
final class ConsoleProgress implements TrainingListener {

    private static final double SECONDS_BETWEEN_LINES = 30;

    private final PrintWriter err;
    private final boolean terminal;
    private ProgressBar bar;
    private OneLine line;
    private String pass;
    private long total;
    private long done;
    private long start;
    private long lastLine;
    private boolean headed;
    private boolean stopped;

    ConsoleProgress(PrintWriter err) {
        this(err, isTerminal());
    }

    ConsoleProgress(PrintWriter err, boolean terminal) {
        this.err = err;
        this.terminal = terminal;
    }

    /** The launcher knows whether stderr is a terminal; Java does not tell. */
    static boolean isTerminal() {
        return Boolean.getBoolean("channelwise.terminal");
    }

    @Override
    public synchronized void passStarted(String name, long images) {
        pass = name;
        total = images;
        done = 0;
        start = System.nanoTime();
        lastLine = start;
        if (terminal && !stopped) {
            line = new OneLine(err);
            bar = new ProgressBarBuilder()
                    .setTaskName(name)
                    .setInitialMax(images)
                    .setRenderer(new ProgressLine())
                    .setConsumer(line)
                    .setUpdateIntervalMillis(250)
                    .build();
        }
    }

    @Override
    public synchronized void batchDone(int images, double loss) {
        if (stopped) {
            throw new Interruption.Stopped();
        }
        done += images;
        if (terminal) {
            bar.setExtraMessage(String.format(Locale.ROOT, "  loss %.3f", loss));
            bar.stepBy(images);
        } else if ((System.nanoTime() - lastLine) / 1e9 > SECONDS_BETWEEN_LINES) {
            lastLine = System.nanoTime();
            double seconds = (lastLine - start) / 1e9;
            double speed = done / seconds;
            err.printf(
                    Locale.ROOT,
                    "%s: %d of %d images, loss %.3f, %.0f images/s, %s left%n",
                    pass,
                    done,
                    total,
                    loss,
                    speed,
                    Texts.time((total - done) / speed));
        }
    }

    @Override
    public synchronized void passFinished() {
        if (bar != null) {
            bar.close();
            line.close();
            bar = null;
        }
    }

    /** Clears the bar away, says this, and ends the pass at its next batch. */
    synchronized void stop(String lastWords) {
        passFinished();
        stopped = true;
        err.println(lastWords);
    }

    @Override
    public synchronized void note(String sentence) {
        err.println(sentence);
    }

    @Override
    public synchronized void epochFinished(EpochRecord epoch, int epochs) {
        if (stopped) {
            return;
        }
        if (!headed) {
            headed = true;
            err.println("  epoch  train loss     top-1  test loss     top-1  images/s     time");
        }
        err.printf(
                Locale.ROOT,
                "%7s  %10.4f  %8s  %9.4f  %8s  %8.0f  %7s%n",
                epoch.epoch() + "/" + epochs,
                epoch.trainLoss(),
                Texts.percent(epoch.trainTop1()),
                epoch.testLoss(),
                Texts.percent(epoch.testTop1()),
                epoch.imagesPerSecond(),
                Texts.time(epoch.seconds()));
    }

    /**
     * A line of the terminal that is drawn over and over, and in the end leaves its place to what comes next. The bar's
     * own consumer asks JLine for the width, after which Ctrl-C ends the process without its shutdown hooks.
     */
    private static final class OneLine implements ProgressBarConsumer {

        private static final int COLUMNS = Integer.getInteger("channelwise.columns", 80);
        private static final String ERASE_THE_REST = "\u001b[K";

        private final PrintWriter err;
        private boolean closed;

        OneLine(PrintWriter err) {
            this.err = err;
        }

        @Override
        public int getMaxRenderedLength() {
            // Room for the ^C that a terminal shows.
            return COLUMNS - 3;
        }

        /** The bar's own thread draws, now and then even after the bar is closed. */
        @Override
        public synchronized void accept(String line) {
            if (!closed) {
                draw(Harmless.line(line));
            }
        }

        @Override
        public synchronized void close() {
            if (!closed) {
                closed = true;
                draw("");
            }
        }

        private void draw(String line) {
            err.print("\r" + line + ERASE_THE_REST);
            err.flush();
        }
    }
}
