package io.channelwise.cli;

import java.util.Locale;
import me.tongfei.progressbar.ProgressBarRenderer;
import me.tongfei.progressbar.ProgressState;

/** {@code train 1/6  ████▌      38 %  912/2400  107 images/s  0:14 left  loss 0.356}, as wide as the terminal. */
final class ProgressLine implements ProgressBarRenderer {

    private static final int LONGEST_BAR = 30;
    private static final int SHORTEST_BAR = 4;
    private static final String EIGHTHS = " ▏▎▍▌▋▊▉";

    @Override
    public String render(ProgressState state, int width) {
        String name = state.getTaskName() + "  ";
        String numbers = numbers(state);
        int room = Math.min(LONGEST_BAR, width - name.length() - numbers.length());
        String line = name + (room < SHORTEST_BAR ? "" : bar(state.getNormalizedProgress(), room)) + numbers;
        return line.length() <= width ? line : line.substring(0, Math.max(0, width));
    }

    private static String numbers(ProgressState state) {
        long done = state.getCurrent();
        double seconds = state.getElapsedAfterStart().toMillis() / 1000.0;
        double speed = seconds > 0 ? done / seconds : 0;
        String pace = speed > 0
                ? String.format(
                        Locale.ROOT, "  %.0f images/s  %s left", speed, Texts.time((state.getMax() - done) / speed))
                : "";
        int percent = (int) (100 * state.getNormalizedProgress());
        return String.format(Locale.ROOT, " %3d %%  %d/%d", percent, done, state.getMax())
                + pace
                + state.getExtraMessage();
    }

    private static String bar(double share, int length) {
        int eighths = (int) (Math.max(0, Math.min(1, share)) * length * 8);
        String full = "█".repeat(eighths / 8);
        String part = eighths / 8 < length ? EIGHTHS.substring(eighths % 8, eighths % 8 + 1) : "";
        return full + part + " ".repeat(length - full.length() - part.length());
    }
}
