package io.channelwise.diagnosis;

import com.fasterxml.jackson.databind.JsonNode;
import io.channelwise.inference.MemoryLayout;
import io.channelwise.models.AttentionEntry;
import io.channelwise.models.Attentions;
import io.channelwise.models.ModelEntry;
import io.channelwise.models.Models;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Computes every distinct layer shape of the registry's networks in child processes, forward, backward and as evaluation
 * does it, in both memory layouts, beside contiguous float64; and an exported network with ONNX Runtime.
 */
final class SelfTest {

    /** Plain, and small enough to be built with each attention. */
    private static final String WITH_ATTENTIONS = "resnet18";

    private static final String EXPORTED = "se_resnet20";

    private final ProbeCommand command;
    private final DoctorListener listener;
    private int done;

    SelfTest(ProbeCommand command, DoctorListener listener) {
        this.command = command;
        this.listener = listener;
    }

    SelfTestResult run() {
        long start = System.nanoTime();
        List<Outcome> listed = Probing.run(command, models(), outcome -> {}, line -> {});
        Set<LayerShape> shapes = new LinkedHashSet<>();
        listed.stream().filter(Outcome::isAnswered).forEach(outcome -> shapes.addAll(shapes(outcome.answer())));
        List<Task> trials = trials(shapes);
        listener.selfTestStarted(trials.size());
        List<Outcome> outcomes = Probing.run(
                command,
                trials,
                outcome -> listener.selfTestAdvanced(++done, outcome.task().words()),
                line -> {});
        listener.selfTestFinished();
        List<Outcome> all = Stream.concat(listed.stream(), outcomes.stream()).toList();
        List<Failure> failures = new Remedies(command, listener).explain(all);
        int skipped = (int) all.stream().filter(Outcome::isSkipped).count();
        return new SelfTestResult(shapes.size(), trials.size(), failures, skipped, (System.nanoTime() - start) / 1e9);
    }

    private static List<Task> models() {
        Stream<String> plain = Models.entries().stream().map(ModelEntry::name);
        Stream<String> attentive =
                Attentions.entries().stream().map(AttentionEntry::name).map(name -> WITH_ATTENTIONS + "+" + name);
        return Stream.concat(plain, attentive).<Task>map(Task.Shapes::new).toList();
    }

    private static List<LayerShape> shapes(JsonNode answer) {
        return Arrays.asList(Probe.JSON.convertValue(answer, LayerShape[].class));
    }

    private static List<Task> trials(Set<LayerShape> shapes) {
        List<Task> trials = new ArrayList<>();
        for (LayerShape shape : shapes) {
            // The first is the one that networks are trained and evaluated in.
            for (MemoryLayout layout : MemoryLayout.values()) {
                if (layout == MemoryLayout.CONTIGUOUS || shape.input().length == 4) {
                    trials.add(new Task.Trial(shape, layout));
                }
            }
        }
        trials.add(new Task.Export(EXPORTED));
        return trials;
    }
}
