package io.channelwise.train;

import java.util.List;

/**
 * What {@code config.json} of a run holds.
 *
 * @param run the run's name
 * @param settings all that decides how it trains
 * @param classes the class names in the order of the outputs
 * @param started when it began, ISO 8601
 * @param libraryVersion the version that began it
 */
public record RunConfig(
        String run, TrainSettings settings, List<String> classes, String started, String libraryVersion) {}
