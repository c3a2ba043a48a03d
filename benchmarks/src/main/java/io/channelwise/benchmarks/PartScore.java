package io.channelwise.benchmarks;

import java.util.Collections;
import java.util.List;

/**
 * How long a part takes.
 *
 * @param part its name
 * @param size of what size
 * @param milliseconds of a call, the median of the rounds
 * @param least of the rounds
 * @param greatest of the rounds
 * @param rounds the mean milliseconds of a call in each
 */
record PartScore(String part, String size, double milliseconds, double least, double greatest, List<Double> rounds) {

    static PartScore of(TimedPart part, List<Double> rounds) {
        return new PartScore(
                part.title(), part.size(), Median.of(rounds), Collections.min(rounds), Collections.max(rounds), rounds);
    }
}
