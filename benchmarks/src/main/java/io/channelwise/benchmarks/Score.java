package io.channelwise.benchmarks;

import io.channelwise.inference.MemoryLayout;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How one contestant did.
 *
 * @param name of the contestant
 * @param layout the memory layout in which it was faster
 * @param milliseconds of its median turn, a step
 * @param least milliseconds of its fastest turn, a step
 * @param cpuMilliseconds of processor time of its median turn, a step
 * @param ratio its time over the first contestant's, the median of the rounds
 * @param cpuRatio its processor time over the first contestant's
 * @param peakMebibytes its greatest resident size
 */
record Score(
        String name,
        MemoryLayout layout,
        double milliseconds,
        double least,
        double cpuMilliseconds,
        double ratio,
        double cpuRatio,
        double peakMebibytes) {

    /** What becomes JSON. */
    static List<Map<String, Object>> json(Map<Contest, List<Score>> results) {
        List<Map<String, Object>> all = new ArrayList<>();
        results.forEach((contest, scores) -> {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("contest", contest);
            one.put("scores", scores);
            all.add(one);
        });
        return all;
    }
}
