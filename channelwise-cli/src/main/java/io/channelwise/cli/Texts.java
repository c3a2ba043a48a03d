package io.channelwise.cli;

import java.util.List;
import java.util.Locale;

/** Numbers as people read them. */
final class Texts {

    /** Stands for what was not measured. */
    static final String NONE = "–";

    private static final int SHOWN = 10;

    private Texts() {}

    /** {@code 12,345}. */
    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** A fraction of 1 as {@code 97.31 %}; a dash for what was not measured. */
    static String percent(double fraction) {
        return Double.isNaN(fraction) ? NONE : String.format(Locale.ROOT, "%.2f %%", 100 * fraction);
    }

    /** {@code 0.1234}; a dash for what was not measured. */
    static String decimal(double number) {
        return Double.isNaN(number) ? NONE : String.format(Locale.ROOT, "%.4f", number);
    }

    /** {@code 11.69 M}, {@code 4.09 G}: with the unit that leaves one to three digits before the point. */
    static String scaled(long number) {
        if (number >= 1_000_000_000) {
            return String.format(Locale.ROOT, "%.2f G", number / 1e9);
        }
        return String.format(Locale.ROOT, "%.2f M", number / 1e6);
    }

    /** {@code 97.8 MB}, of a million bytes each. */
    static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }

    /** {@code 1:02:03} or {@code 2:03}. */
    static String time(double seconds) {
        long whole = Math.round(seconds);
        long hours = whole / 3600;
        String minutes = String.format(Locale.ROOT, hours > 0 ? "%02d:%02d" : "%d:%02d", whole / 60 % 60, whole % 60);
        return hours > 0 ? hours + ":" + minutes : minutes;
    }

    /** {@code 1 thread}, {@code 2 threads}. */
    static String plural(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    /** {@code 12 classes (ants, bees, ...)}. */
    static String classes(List<String> names) {
        String shown = String.join(", ", names.subList(0, Math.min(SHOWN, names.size())));
        return names.size() + " classes (" + shown + (names.size() > SHOWN ? ", ..." : "") + ")";
    }
}
