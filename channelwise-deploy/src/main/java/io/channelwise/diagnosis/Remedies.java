package io.channelwise.diagnosis;

import io.channelwise.inference.MemoryLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Looks for the setting with which what failed does not fail. */
final class Remedies {

    /** Where everything fails, more of it tells nothing new. */
    private static final int MOST_TRIED = 6;

    private static final List<Remedy> BY_ENVIRONMENT = Arrays.stream(Remedy.values())
            .filter(remedy -> !remedy.environment().isEmpty())
            .toList();

    private final ProbeCommand command;
    private final DoctorListener listener;

    Remedies(ProbeCommand command, DoctorListener listener) {
        this.command = command;
        this.listener = listener;
    }

    /** What failed, each with the first setting that avoids it. */
    List<Failure> explain(List<Outcome> outcomes) {
        List<Outcome> failed = outcomes.stream()
                .filter(outcome -> !outcome.isRight() && !outcome.isSkipped())
                .toList();
        Map<Task, Remedy> found = new HashMap<>();
        Set<Task> right =
                outcomes.stream().filter(Outcome::isRight).map(Outcome::task).collect(Collectors.toSet());
        failed.forEach(outcome -> otherLayout(outcome, right, found));
        for (Remedy remedy : BY_ENVIRONMENT) {
            List<Task> open = failed.stream()
                    .map(Outcome::task)
                    .filter(task -> !found.containsKey(task))
                    .limit(MOST_TRIED)
                    .toList();
            if (!open.isEmpty()) {
                tryOut(remedy, open, found);
            }
        }
        return failed.stream().map(outcome -> failure(outcome, found)).toList();
    }

    /** Training has a choice of layouts; evaluation has none. */
    private static void otherLayout(Outcome outcome, Set<Task> right, Map<Task, Remedy> found) {
        if (outcome.task() instanceof Task.Trial trial && !outcome.concerns("evaluation")) {
            boolean last = trial.layout() == MemoryLayout.CHANNELS_LAST;
            MemoryLayout other = last ? MemoryLayout.CONTIGUOUS : MemoryLayout.CHANNELS_LAST;
            if (right.contains(new Task.Trial(trial.shape(), other))) {
                found.put(trial, last ? Remedy.CONTIGUOUS : Remedy.CHANNELS_LAST);
            }
        }
    }

    private void tryOut(Remedy remedy, List<Task> open, Map<Task, Remedy> found) {
        listener.note("trying what failed with " + remedy.words());
        // What ended a process ends the next one too: each has one of its own, so that none hides another.
        List<Outcome> outcomes = new ArrayList<>();
        for (Task task : open) {
            outcomes.addAll(
                    new ProbeProcess(command.with(remedy.environment()), List.of(task), outcome -> {}, line -> {})
                            .run());
        }
        outcomes.stream().filter(Outcome::isRight).forEach(outcome -> found.put(outcome.task(), remedy));
    }

    private static Failure failure(Outcome outcome, Map<Task, Remedy> found) {
        Remedy remedy = found.get(outcome.task());
        return new Failure(
                outcome.task().words(),
                outcome.phase(),
                outcome.happened(),
                outcome.frame(),
                remedy == null ? "" : remedy.words());
    }
}
