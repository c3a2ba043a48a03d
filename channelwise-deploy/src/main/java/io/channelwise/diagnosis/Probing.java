package io.channelwise.diagnosis;

import io.channelwise.diagnosis.Outcome.Fault;
import io.channelwise.diagnosis.Outcome.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Does tasks in child processes, a new one for the rest after each that was ended. */
final class Probing {

    /** As many as name what is wrong; a library that ends every process would take minutes to say nothing new. */
    private static final int MOST_ENDS = 8;

    private Probing() {}

    /** The outcomes of all tasks in their order. */
    static List<Outcome> run(
            ProbeCommand command, List<? extends Task> tasks, Consumer<Outcome> done, Consumer<String> talk) {
        List<Outcome> outcomes = new ArrayList<>();
        int ends = 0;
        while (outcomes.size() < tasks.size()) {
            List<Task> rest = List.copyOf(tasks.subList(outcomes.size(), tasks.size()));
            if (ends == MOST_ENDS) {
                Fault skipped = new Fault(Kind.SKIPPED, "", "not tried, since " + ends + " processes had ended", "");
                rest.stream().map(task -> new Outcome(task, null, skipped)).forEach(outcomes::add);
            } else {
                outcomes.addAll(new ProbeProcess(command, rest, done, talk).run());
                ends++;
            }
        }
        return outcomes;
    }
}
