package io.channelwise.deploy;

import io.channelwise.inference.TrainedNetwork;
import io.channelwise.models.Network;
import io.channelwise.runtime.IoReasons;
import io.channelwise.runtime.NoGrad;
import io.channelwise.runtime.Scope;
import io.channelwise.runtime.Version;
import io.channelwise.weights.ModelDescription;
import io.channelwise.weights.Preprocessing;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Makes ONNX models of trained networks by listening to the {@code forward} that trained them.
 *
 * <p>The graph takes {@code images}, float32 {@code [batch, C, H, W]}, normalised as the preprocessing says, or, with it
 * embedded, {@code pixels}, uint8 {@code [batch, H, W, C]}. It makes {@code logits}, float32 {@code [batch, classes]}. The
 * batch is of any size. Class names and preprocessing travel in the metadata under the key {@code channelwise}.
 *
 * @param options how it is done
 */
public record OnnxExporter(ExportOptions options) {

    /**
     * What was written.
     *
     * @param size of the input
     * @param operators in the graph
     * @param description what the file says about itself
     */
    public record Result(InputSize size, int operators, ModelDescription description) {}

    /**
     * Writes the model, whole or not at all; weights beyond the limit go into {@code NAME.onnx.data} first.
     *
     * @param file {@code NAME.onnx}, whose folder must exist
     * @throws DeployException if the network cannot be exported or the file not be written
     */
    public Result export(TrainedNetwork trained, Path file) {
        try (Scope scope = new Scope();
                NoGrad guard = new NoGrad()) {
            OnnxModel model = model(trained);
            model.write(file);
            return new Result(model.size(), model.graph().nodes().size(), model.description());
        } catch (IOException e) {
            throw new DeployException(file + " cannot be written: " + IoReasons.of(e), e);
        }
    }

    /** The model as bytes; at most 2 GB of weights. */
    byte[] toBytes(TrainedNetwork trained) {
        try (Scope scope = new Scope();
                NoGrad guard = new NoGrad()) {
            return model(trained).toBytes();
        }
    }

    private OnnxModel model(TrainedNetwork trained) {
        Preprocessing preprocessing = trained.preprocessing();
        InputSize size = options.size().orElseGet(() -> InputSize.fixed(preprocessing.height(), preprocessing.width()));
        Graph graph = record(trained.network(), size);
        for (Rewrite rewrite : Rewrite.values()) {
            if (options.rewrites().contains(rewrite) && !(size.dynamic() && rewrite.needsFixedSize())) {
                rewrite.apply(graph);
            }
        }
        graph.prune();
        if (options.embedPreprocessing()) {
            EmbeddedPreprocessing.apply(graph, preprocessing);
        }
        Preprocessing sized = preprocessing.withSize(size.height(), size.width());
        ModelDescription description =
                new ModelDescription(trained.model(), trained.classes(), sized, Map.of(), Version.current());
        return new OnnxModel(graph, size, description, options);
    }

    private Graph record(Network network, InputSize size) {
        boolean training = network.isTraining();
        network.eval();
        try {
            return GraphRecorder.record(network, size, options);
        } finally {
            network.train(training);
        }
    }
}
