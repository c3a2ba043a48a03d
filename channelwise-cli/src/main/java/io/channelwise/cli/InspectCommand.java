package io.channelwise.cli;

import io.channelwise.weights.Checkpoint;
import io.channelwise.weights.KeyLayout;
import io.channelwise.weights.ModelDescription;
import io.channelwise.weights.ModelRecognition;
import io.channelwise.weights.ModelRecognition.Match;
import io.channelwise.weights.StoredTensor;
import io.channelwise.weights.Weights;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code channelwise inspect FILE}: what a weights file holds. */
@Command(
        name = "inspect",
        description = "Show what a weights file holds: format, keys, shapes, types, and the network that they fit. "
                + "No code in the file is run.")
final class InspectCommand implements Runnable {

    @Mixin
    private Common common;

    @Parameters(paramLabel = "FILE", description = "A checkpoint: safetensors or what torch.save writes.")
    private Path file;

    @Mixin
    private SelectionOptions selection;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        Checkpoint checkpoint = Checkpoint.read(file, selection.selection());
        Weights weights = checkpoint.weights();
        Optional<KeyLayout> layout = KeyLayout.of(weights.tensors().keySet());
        List<Match> matches = ModelRecognition.matches(weights.tensors());
        PrintWriter out = spec.commandLine().getOut();
        if (common.json) {
            out.println(Json.line(json(checkpoint, layout, matches)));
        } else {
            print(checkpoint, layout, matches, out);
        }
    }

    private static Map<String, Object> json(Checkpoint checkpoint, Optional<KeyLayout> layout, List<Match> matches) {
        Weights weights = checkpoint.weights();
        Optional<Match> match = only(matches);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("format", weights.origin());
        json.put("layout", layout.map(KeyLayout::label).orElse(null));
        json.put("model", match.map(Match::model).orElse(null));
        json.put("channels", match.map(Match::channels).orElse(null));
        json.put("classes", match.map(Match::classes).orElse(null));
        json.put("parameters", weights.parameterCount());
        json.put("notes", weights.notes());
        json.put("description", checkpoint.description().orElse(null));
        json.put("metadata", weights.metadata());
        json.put(
                "tensors",
                weights.tensors().entrySet().stream()
                        .map(entry -> json(entry.getKey(), entry.getValue()))
                        .toList());
        return json;
    }

    private static Optional<Match> only(List<Match> matches) {
        return matches.size() == 1 ? Optional.of(matches.get(0)) : Optional.empty();
    }

    private static Map<String, Object> json(String name, StoredTensor tensor) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", name);
        json.put("shape", tensor.shape());
        json.put("dtype", tensor.type().name());
        return json;
    }

    private static void print(Checkpoint checkpoint, Optional<KeyLayout> layout, List<Match> matches, PrintWriter out) {
        Weights weights = checkpoint.weights();
        row(out, "format", weights.origin());
        row(out, "layout", layout.map(KeyLayout::label).orElse("of no known project"));
        row(out, "model", matches.isEmpty() ? "none that is known" : text(matches));
        row(out, "parameters", Texts.count(weights.parameterCount()));
        weights.notes().forEach(note -> row(out, "note", note));
        row(out, "described", checkpoint.description().map(InspectCommand::text).orElse("no"));
        weights.metadata().entrySet().stream()
                .filter(entry -> !entry.getKey().equals(Checkpoint.KEY))
                .forEach(entry -> row(out, entry.getKey(), entry.getValue()));
        out.println();
        weights.tensors().forEach((key, tensor) -> out.println(key + "  " + tensor));
    }

    private static void row(PrintWriter out, String name, String value) {
        out.printf(Locale.ROOT, "%-10s  %s%n", name, value);
    }

    private static String text(List<Match> matches) {
        return matches.stream()
                .map(match -> match.model() + ", " + match.channels() + " channels, " + match.classes() + " classes")
                .collect(Collectors.joining("; or "));
    }

    private static String text(ModelDescription description) {
        return description.model() + " for the classes " + String.join(", ", description.classes());
    }
}
