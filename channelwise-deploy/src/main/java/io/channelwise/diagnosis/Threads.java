package io.channelwise.diagnosis;

/**
 * The threads of one operation.
 *
 * @param number as libtorch says; 0 if it could not be asked
 * @param source {@code OMP_NUM_THREADS} or {@code physical cores}
 * @param ignored a value of {@code OMP_NUM_THREADS} that is no number of threads; empty if there is none
 */
public record Threads(int number, String source, String ignored) {

    static Threads of(int number, String wish) {
        if (wish == null || wish.isBlank()) {
            return new Threads(number, "physical cores", "");
        }
        boolean heeded = wish.matches("[1-9][0-9]{0,3}");
        return new Threads(number, heeded ? "OMP_NUM_THREADS" : "physical cores", heeded ? "" : wish);
    }
}
