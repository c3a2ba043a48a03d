package io.channelwise.runtime;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many threads one operation takes. More than a few for each processor only wait for each other, and thousands are more
 * than a process may have: native libraries then end it, or stand still. So they are refused before a library starts them.
 */
public final class ThreadCount {

    /** Threads for each logical processor that are let pass. */
    private static final int PER_PROCESSOR = 8;

    private static final String WISH = "OMP_NUM_THREADS";
    private static final String LIMIT = "OMP_THREAD_LIMIT";

    /** A number, and as OpenMP has it more of them for regions inside regions, which do not occur here. */
    private static final Pattern NUMBERS = Pattern.compile("\\s*([0-9]+)\\s*(,\\s*[0-9]+\\s*)*");

    private ThreadCount() {}

    /** The most that is allowed: eight for each logical processor that this process may use. */
    public static int most() {
        return PER_PROCESSOR * processors();
    }

    /**
     * The same number.
     *
     * @param source who wishes it, for the message
     * @throws IllegalArgumentException if it is less than 1, more than {@link #most}, or more than
     *     {@code OMP_THREAD_LIMIT}
     */
    public static int require(String source, int threads) {
        return require(source, threads, System.getenv());
    }

    static int require(String source, int threads, Map<String, String> environment) {
        requireSensible(source, threads);
        if (threads > limit(environment)) {
            throw new IllegalArgumentException(
                    source + ": " + threads + "; " + LIMIT + " allows " + limit(environment));
        }
        return threads;
    }

    private static int requireSensible(String source, int threads) {
        if (threads < 1 || threads > most()) {
            throw new IllegalArgumentException(source + ": " + threads + "; " + allowed());
        }
        return threads;
    }

    /**
     * The threads that {@code OMP_NUM_THREADS} wishes, the physical cores where it is not set; never more than
     * {@code OMP_THREAD_LIMIT}, since libraries share out their work before OpenMP tells them that it gives fewer.
     *
     * @throws IllegalArgumentException if one of them is no number, less than 1 or, for the first one, more than
     *     {@link #most}
     */
    public static int fromEnvironment() {
        return from(System.getenv());
    }

    static int from(Map<String, String> environment) {
        String wish = environment.getOrDefault(WISH, "");
        int threads = wish.isBlank() ? PhysicalCores.count() : requireSensible(WISH, number(WISH, wish, allowed()));
        return Math.min(threads, limit(environment));
    }

    private static int limit(Map<String, String> environment) {
        String limit = environment.getOrDefault(LIMIT, "");
        return limit.isBlank() ? Integer.MAX_VALUE : number(LIMIT, limit, "allowed: 1 or more");
    }

    private static int number(String variable, String value, String allowed) {
        Matcher numbers = NUMBERS.matcher(value);
        if (!numbers.matches() || numbers.group(1).matches("0+")) {
            throw new IllegalArgumentException(variable + ": " + value + "; " + allowed + "; or unset it");
        }
        // Whatever is longer is too much as well.
        return numbers.group(1).length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(numbers.group(1));
    }

    private static String allowed() {
        return "allowed: 1 to " + most() + ", " + PER_PROCESSOR + " for each of the " + processors()
                + " processors of this machine";
    }

    private static int processors() {
        return Runtime.getRuntime().availableProcessors();
    }
}
