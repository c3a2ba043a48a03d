package io.channelwise.cli;

import io.channelwise.models.Models;
import io.channelwise.runtime.IoReasons;
import io.channelwise.weights.Checkpoint;
import io.channelwise.weights.Conversion;
import io.channelwise.weights.KeyLayout;
import io.channelwise.weights.ModelDescription;
import io.channelwise.weights.WeightsException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code channelwise convert IN OUT}: a checkpoint of PyTorch becomes one that describes itself. */
@Command(
        name = "convert",
        description = "Turn a PyTorch or safetensors checkpoint into safetensors with the model's description, which "
                + "evaluate and predict take. Every key must be there and fit; else nothing is written. No code in the "
                + "file is run.")
final class ConvertCommand implements Runnable {

    @Mixin
    private Common common;

    @Parameters(index = "0", paramLabel = "IN", description = "The checkpoint: safetensors or what torch.save writes.")
    private Path in;

    @Parameters(index = "1", paramLabel = "OUT", description = "The file to write: NAME.safetensors.")
    private Path out;

    @Option(
            names = "--model",
            paramLabel = "NAME",
            description = "The network. Default: the file's, else the one that its keys and shapes fit.")
    private String model;

    @Option(
            names = "--layout",
            paramLabel = "NAME",
            description = "Whose keys the file must have: torchvision, senet.pytorch, timm, timm-legacy or akamaster. "
                    + "Default: any.")
    private String layout;

    @Option(
            names = "--classes",
            paramLabel = "N|FILE",
            description = "Number of classes, or a file with a class name a line. Another number than the checkpoint's "
                    + "gives it a new head, to be trained. Default: the file's names, else numbers, 10 for images of "
                    + "32 x 32 and 1000 for larger ones.")
    private String classes;

    @Mixin
    private SelectionOptions selection;

    @Option(names = "--allow-non-finite", description = "Take NaN and infinite values too.")
    private boolean allowNonFinite;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        if (model != null) {
            Usage.check(spec, () -> Models.entry(model));
        }
        Optional<KeyLayout> wished =
                Optional.ofNullable(layout).map(name -> Usage.check(spec, () -> KeyLayout.named(name)));
        Optional<ClassList> list =
                Optional.ofNullable(classes).map(text -> Usage.check(spec, () -> ClassList.parse(text)));
        Usage.check(spec, this::requireName);
        Checkpoint source = Checkpoint.read(in, selection.selection());
        source.weights().notes().forEach(note -> spec.commandLine().getErr().println(in + ": " + note));
        Conversion conversion = new Conversion(
                Optional.ofNullable(model), wished, list.map(given -> given.forFile(source)), allowNonFinite);
        Conversion.Result result = convert(conversion, source);
        makeFolder();
        result.checkpoint().write(out);
        print(result);
    }

    private Path requireName() {
        if (!out.toString().endsWith(Checkpoint.EXTENSION)) {
            throw new IllegalArgumentException(out + ": expected a name that ends in " + Checkpoint.EXTENSION);
        }
        return out;
    }

    private void makeFolder() {
        try {
            Files.createDirectories(out.toAbsolutePath().getParent());
        } catch (IOException e) {
            throw new WeightsException(out + " cannot be written: " + IoReasons.of(e), e);
        }
    }

    private Conversion.Result convert(Conversion conversion, Checkpoint source) {
        try {
            return conversion.apply(source);
        } catch (WeightsException e) {
            throw new WeightsException(in + " " + e.getMessage(), e);
        }
    }

    private void print(Conversion.Result result) {
        ModelDescription description = result.checkpoint().description().orElseThrow();
        PrintWriter err = spec.commandLine().getErr();
        if (result.headReplaced()) {
            err.println("The head is new, for " + description.classes().size() + " classes: train it before use.");
        }
        if (!result.classesNamed()) {
            err.println("The classes have numbers for names, which fit any data of as many classes; name them with "
                    + "--classes FILE.");
        }
        PrintWriter output = spec.commandLine().getOut();
        if (common.json) {
            output.println(Json.line(json(result, description)));
            return;
        }
        output.printf(
                Locale.ROOT,
                "%s: %s, %d classes, from %s%n",
                out,
                description.model(),
                description.classes().size(),
                result.checkpoint().weights().origin());
    }

    private Map<String, Object> json(Conversion.Result result, ModelDescription description) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("file", out.toString());
        json.put("model", description.model());
        json.put("layout", result.layout().map(KeyLayout::label).orElse(null));
        json.put("classes", description.classes());
        json.put("headReplaced", result.headReplaced());
        json.put("tensors", result.checkpoint().weights().tensors().size());
        json.put("parameters", result.checkpoint().weights().parameterCount());
        json.put("notes", result.checkpoint().weights().notes());
        return json;
    }
}
