package io.channelwise.diagnosis;

import java.util.List;

/**
 * How the self-test went.
 *
 * @param shapes distinct layer shapes of the networks
 * @param trials what was computed and compared: shapes in each layout, and exports
 * @param failures what did not go right
 * @param skipped trials that were given up, since too many processes had ended
 * @param seconds it took
 */
public record SelfTestResult(int shapes, int trials, List<Failure> failures, int skipped, double seconds) {

    /** Whether all was tried and right. */
    public boolean isRight() {
        return failures.isEmpty() && skipped == 0;
    }
}
