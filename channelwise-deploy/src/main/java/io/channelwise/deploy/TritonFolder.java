package io.channelwise.deploy;

import io.channelwise.inference.TrainedNetwork;
import io.channelwise.weights.AtomicFile;
import io.channelwise.weights.Preprocessing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** A model of a Triton model repository; the folder's name is the model's, its parent is the repository. */
final class TritonFolder {

    private static final int MAX_BATCH = 32;

    private TritonFolder() {}

    static OnnxExporter.Result write(Path folder, TrainedNetwork trained, OnnxExporter exporter) throws IOException {
        String name = folder.toAbsolutePath().normalize().getFileName().toString();
        if (!name.matches("[A-Za-z0-9_.-]+")) {
            throw new DeployException("triton: the folder's name " + name
                    + " names the model; allowed: letters of ASCII, digits, _, . and -");
        }
        Path model = ExportFormat.TRITON.model(folder);
        Files.createDirectories(model.getParent());
        OnnxExporter.Result result = exporter.export(trained, model);
        LabelFile.write(folder.resolve("labels.txt"), trained.classes());
        String config = config(name, result, exporter.options().embedPreprocessing());
        AtomicFile.write(folder.resolve("config.pbtxt"), config.getBytes(StandardCharsets.UTF_8));
        return result;
    }

    private static String config(String name, OnnxExporter.Result result, boolean pixels) {
        Preprocessing input = result.description().preprocessing();
        long channels = input.channels();
        long height = result.size().dynamic() ? -1 : input.height();
        long width = result.size().dynamic() ? -1 : input.width();
        return String.join(
                "\n",
                "name: \"" + name + "\"",
                "platform: \"onnxruntime_onnx\"",
                "max_batch_size: " + MAX_BATCH,
                "input [",
                "  {",
                "    name: \"" + (pixels ? OnnxModel.PIXELS : GraphRecorder.INPUT) + "\"",
                "    data_type: " + (pixels ? "TYPE_UINT8" : "TYPE_FP32"),
                "    dims: " + (pixels ? list(height, width, channels) : list(channels, height, width)),
                "  }",
                "]",
                "output [",
                "  {",
                "    name: \"" + Graph.OUTPUT + "\"",
                "    data_type: TYPE_FP32",
                "    dims: " + list(result.description().classes().size()),
                "    label_filename: \"labels.txt\"",
                "  }",
                "]",
                "dynamic_batching { }",
                "");
    }

    private static String list(long... extents) {
        return LongStream.of(extents).mapToObj(Long::toString).collect(Collectors.joining(", ", "[ ", " ]"));
    }
}
