package io.channelwise.cli;

import io.channelwise.data.BadImages;
import io.channelwise.data.DataException;
import io.channelwise.data.Dataset;
import io.channelwise.data.DatasetSpec;
import io.channelwise.data.ReadableImages;
import io.channelwise.data.Splits;
import io.channelwise.deploy.ExportFormat;
import io.channelwise.deploy.ExportOptions;
import io.channelwise.deploy.InputSize;
import io.channelwise.deploy.Int8Calibration;
import io.channelwise.deploy.Int8Export;
import io.channelwise.deploy.Int8Report;
import io.channelwise.deploy.OnnxExporter;
import io.channelwise.inference.TrainedNetwork;
import io.channelwise.runtime.Harmless;
import io.channelwise.weights.Checkpoint;
import io.channelwise.weights.ModelDescription;
import io.channelwise.weights.Preprocessing;
import io.channelwise.weights.WeightsCache;
import io.channelwise.weights.WeightsSource;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code channelwise export CHECKPOINT OUT}: a trained network for ONNX Runtime, DJL Serving or Triton. */
@Command(
        name = "export",
        description = "Write a trained network as an ONNX model, with its class names and preprocessing in the "
                + "metadata under the key channelwise. Its input is images, float32 [batch, C, H, W], normalised; its "
                + "output is logits, float32 [batch, classes].")
final class ExportCommand implements Runnable {

    private static final Pattern INPUT = Pattern.compile("([13])x(\\d{1,5})x(\\d{1,5})");
    private static final String DYNAMIC = "dynamic";

    @Mixin
    private Common common;

    @Parameters(
            index = "0",
            paramLabel = "CHECKPOINT",
            description = "A checkpoint that train or convert has written, or another with --model; its https address; "
                    + "or timm/NAME from Hugging Face.")
    private String checkpoint;

    @Parameters(
            index = "1",
            paramLabel = "OUT",
            description = "The file to write, NAME.onnx; for djl and triton the folder. A Triton model is named after "
                    + "its folder.")
    private Path out;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "onnx",
            description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private ExportFormat format;

    @Option(
            names = "--opset",
            paramLabel = "N",
            defaultValue = "17",
            description = "The version of the operators, 13 to 21. Default: ${DEFAULT-VALUE}.")
    private int opset;

    @Option(
            names = "--input",
            paramLabel = "CxHxW|dynamic",
            description = "The input's size, such as 3x224x224, or dynamic for any height and width. A fixed size runs "
                    + "faster. The batch is always of any size. Default: the preprocessing's.")
    private String input;

    @Option(
            names = "--embed-preprocessing",
            description = "The graph takes pixels, uint8 [batch, H, W, C], and scales and normalises them itself. "
                    + "Resizing and cropping stay outside.")
    private boolean embed;

    @Mixin
    private SelectionOptions selection;

    @Mixin
    private DescriptionOptions description;

    @Mixin
    private Int8Options int8;

    @Option(names = "--offline", description = "Never download: use files, and what has been downloaded before.")
    private boolean offline;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        Usage.check(spec, this::requirePlace);
        WeightsSource source =
                Usage.check(spec, () -> WeightsSource.parse(checkpoint)).selecting(selection.selection());
        ExportOptions options =
                Usage.check(spec, () -> ExportOptions.DEFAULT.opset(opset).embedPreprocessing(embed));
        Optional<Matcher> size = Optional.ofNullable(input).map(text -> Usage.check(spec, () -> parse(text)));
        description.check(spec);
        Optional<DatasetSpec> data = int8.data(spec);
        Checkpoint read = source.read(cache());
        Optional<Splits> splits = data.map(
                word -> OpenedData.toScore(source, word, spec.commandLine().getErr()));
        Optional<List<String>> classes = splits.map(parts -> parts.test().classes());
        try (TrainedNetwork trained = description.load(source, read, classes, spec)) {
            ExportOptions sized = size.map(match -> options.size(size(match, trained.preprocessing())))
                    .orElse(options);
            if (splits.isPresent()) {
                quantize(source, trained, sized, splits.get(), OpenedData.onBadImage(int8.onBadImage(), read));
            } else {
                print(format.write(out, trained, new OnnxExporter(sized)));
            }
        }
    }

    private void quantize(
            WeightsSource source, TrainedNetwork trained, ExportOptions options, Splits data, BadImages onBadImage) {
        Int8Options.requireSameChannels(trained, data.train());
        if (data.train().size() == 0) {
            throw new DataException(data.train().name() + ": holds no training image to calibrate on");
        }
        PrintWriter err = spec.commandLine().getErr();
        Dataset test = FittingClasses.of(source, trained, data.test(), err);
        OpenedData.sayDivision(data, err);
        Int8Report report = onBadImage == BadImages.SKIP
                ? skipping(trained, options, data.train(), test)
                : new Int8Export(options, int8.calibration(data.train()), err::println)
                        .write(format, out, trained, test);
        PrintWriter output = spec.commandLine().getOut();
        if (common.json) {
            output.println(Harmless.json(report.toJson()));
        } else {
            Int8Summary.print(report, output);
        }
    }

    private Int8Report skipping(TrainedNetwork trained, ExportOptions options, Dataset train, Dataset test) {
        PrintWriter err = spec.commandLine().getErr();
        List<String> skipped = new ArrayList<>();
        Int8Calibration calibration = int8.calibration(train).onlyReadable(skipped::add);
        Dataset readable = ReadableImages.of(test, skipped::add);
        SkippedLines.print(skipped, err);
        return new Int8Export(options, calibration, err::println).write(format, out, trained, readable);
    }

    private Path requirePlace() {
        format.requirePlace(out);
        return out;
    }

    private WeightsCache cache() {
        return WeightsCache.standard()
                .offline(offline)
                .with(new DownloadProgress(spec.commandLine().getErr()));
    }

    private static Matcher parse(String text) {
        Matcher match = INPUT.matcher(text);
        boolean fixed = match.matches();
        if (!fixed && !text.equals(DYNAMIC)) {
            throw new IllegalArgumentException(
                    "--input: " + text + "; allowed: CxHxW, such as 3x224x224, or " + DYNAMIC);
        }
        if (fixed) {
            InputSize.fixed(Integer.parseInt(match.group(2)), Integer.parseInt(match.group(3)));
        }
        return match;
    }

    private static InputSize size(Matcher match, Preprocessing preprocessing) {
        if (!match.matches()) {
            return new InputSize(preprocessing.height(), preprocessing.width(), true);
        }
        int channels = Integer.parseInt(match.group(1));
        if (channels != preprocessing.channels()) {
            throw new IllegalArgumentException("--input: " + match.group() + "; the network takes "
                    + preprocessing.channels() + (preprocessing.channels() == 1 ? " channel" : " channels"));
        }
        return InputSize.fixed(Integer.parseInt(match.group(2)), Integer.parseInt(match.group(3)));
    }

    private void print(OnnxExporter.Result result) {
        PrintWriter writer = spec.commandLine().getOut();
        ModelDescription described = result.description();
        List<Object> shape = shape(result);
        long bytes = size(format.model(out));
        if (common.json) {
            writer.println(Json.line(json(result, shape, bytes)));
            return;
        }
        writer.printf(
                Locale.ROOT,
                "%s: %s, %d classes, input %s %s, opset %d, %.1f MB%n",
                out,
                described.model(),
                described.classes().size(),
                embed ? "uint8" : "float32",
                shape,
                opset,
                bytes / 1e6);
    }

    private Map<String, Object> json(OnnxExporter.Result result, List<Object> shape, long bytes) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("file", format.model(out).toString());
        json.put("format", format.toString());
        json.put("model", result.description().model());
        json.put("classes", result.description().classes());
        json.put("input", shape);
        json.put("type", embed ? "uint8" : "float32");
        json.put("opset", opset);
        json.put("operators", result.operators());
        json.put("bytes", bytes);
        return json;
    }

    private List<Object> shape(OnnxExporter.Result result) {
        boolean dynamic = result.size().dynamic();
        Object height = dynamic ? "height" : result.size().height();
        Object width = dynamic ? "width" : result.size().width();
        int channels = result.description().preprocessing().channels();
        return embed ? List.of("batch", height, width, channels) : List.of("batch", channels, height, width);
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
