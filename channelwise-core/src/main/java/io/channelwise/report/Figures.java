package io.channelwise.report;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Numbers as a report's reader likes them; a dash stands for what was not measured. */
final class Figures {

    static final String NONE = "–";

    private static final DateTimeFormatter DAY_AND_TIME = DateTimeFormatter.ofPattern(
                    "d MMMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private Figures() {}

    /** 1 March 2026, 14:05 UTC. */
    static String moment(Instant instant) {
        return DAY_AND_TIME.format(instant);
    }

    /** 0.9342 is 93.42%. */
    static String percent(double share) {
        return Double.isFinite(share) ? String.format(Locale.ROOT, "%.2f%%", 100 * share) : NONE;
    }

    /** 0.21345 is 0.2135. */
    static String loss(double loss) {
        return Double.isFinite(loss) ? String.format(Locale.ROOT, loss < 100 ? "%.4f" : "%.3g", loss) : NONE;
    }

    /** 1234 is 1,234. */
    static String count(double count) {
        return Double.isFinite(count) ? String.format(Locale.ROOT, "%,d", Math.round(count)) : NONE;
    }

    /** 28088024 is 28.09 M; below ten thousand every digit shows. */
    static String shortCount(long count) {
        if (count < 10_000) {
            return count(count);
        }
        if (count < 1_000_000) {
            return String.format(Locale.ROOT, "%.1f k", count / 1e3);
        }
        return String.format(Locale.ROOT, "%.2f M", count / 1e6);
    }

    /** 42.3 is 42 s, 200 is 3 min 20 s, 7500 is 2 h 5 min. */
    static String duration(double seconds) {
        if (!Double.isFinite(seconds)) {
            return NONE;
        }
        if (seconds < 10) {
            return String.format(Locale.ROOT, "%.1f s", seconds);
        }
        Duration time = Duration.ofSeconds(Math.round(seconds));
        if (time.toMinutes() == 0) {
            return time.toSeconds() + " s";
        }
        return time.toHours() == 0
                ? time.toMinutes() + " min " + time.toSecondsPart() + " s"
                : time.toHours() + " h " + time.toMinutesPart() + " min";
    }
}
