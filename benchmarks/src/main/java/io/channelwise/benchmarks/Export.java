package io.channelwise.benchmarks;

import io.channelwise.data.Shapes;
import io.channelwise.deploy.ExportOptions;
import io.channelwise.deploy.Int8Calibration;
import io.channelwise.deploy.OnnxExporter;
import io.channelwise.deploy.Rewrite;
import io.channelwise.inference.TrainedNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * A way of making an ONNX file of a network, and so a column of the comparison.
 *
 * @param name as the table shows it
 * @param writer what makes the file
 */
record Export(String name, Writer writer) {

    /** Makes a file {@code NAME.onnx} of a network in evaluation mode. */
    @FunctionalInterface
    interface Writer {
        void write(TrainedNetwork network, Path file) throws IOException;
    }

    /** Ours as it comes. */
    static final Export CHOSEN = new Export("ours", new OnnxExporter(ExportOptions.DEFAULT)::export);

    /**
     * The graph as the forward pass writes it, but for the batch norms, which torch.onnx folds into their convolutions too:
     * pooling, reshaping, Gemm and a product by broadcast stay as they are.
     */
    static final Export PLAIN =
            new Export("plain", new OnnxExporter(ExportOptions.DEFAULT.rewrites(Set.of(Rewrite.FOLD_NORMS)))::export);

    /** Ours in int8. Drawn images show its ranges, as its speed does not depend on them. */
    static final Export INT8 = new Export(
            "int8",
            new OnnxExporter(ExportOptions.DEFAULT)
                    .in(Int8Calibration.of(Shapes.splits(0).train()).images(8).withoutLosses())::export);

    /** What torch.onnx writes of the other side's network. */
    static Export byTorch(String python, Path script) {
        return new Export("torch.onnx", (network, file) -> {
            List<String> command = List.of(python, script.toString(), network.model(), file.toString());
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (process.onExit().join().exitValue() != 0) {
                throw new IOException("torch.onnx failed: " + String.join(" ", command));
            }
        });
    }

    /** The file of a network in a folder, made unless it is there. */
    void writeInto(Path folder, String model) throws IOException {
        Path file = Files.createDirectories(folder).resolve(model + ".onnx");
        if (Files.notExists(file)) {
            try (TrainedNetwork network = Untrained.network(model)) {
                writer.write(network, file);
            }
        }
    }
}
