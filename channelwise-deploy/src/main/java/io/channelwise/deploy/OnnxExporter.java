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
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes ONNX models of trained networks by listening to the {@code forward} that trained them.
 *
 * <p>The graph takes {@code images}, float32 {@code [batch, C, H, W]}, normalised as the preprocessing says, or, with it
 * embedded, {@code pixels}, uint8 {@code [batch, H, W, C]}. It makes {@code logits}, float32 {@code [batch, classes]}. The
 * batch is of any size. Class names and preprocessing travel in the metadata under the key {@code channelwise}.
 *
 * @param options how it is done
 * @param calibration how the ranges of an int8 model are found; empty for a float one
 */
public record OnnxExporter(ExportOptions options, Optional<Int8Calibration> calibration) {

    /** Serves only the layout in which floats are multiplied fast. */
    private static final Set<Rewrite> FLOAT_ONLY = EnumSet.of(Rewrite.RESIZED_GATES);

    /** Serves only the products of bytes. */
    private static final Set<Rewrite> INT8_ONLY = EnumSet.of(Rewrite.WIDER_INT8_GROUPS);

    /** In float32. */
    public OnnxExporter(ExportOptions options) {
        this(options, Optional.empty());
    }

    /** The same in int8, with the ranges that this calibration finds. */
    public OnnxExporter in(Int8Calibration wish) {
        return new OnnxExporter(options, Optional.of(wish));
    }

    /**
     * What was written.
     *
     * @param size of the input
     * @param operators in the graph
     * @param description what the file says about itself
     * @param losses what each layer of an int8 model loses, the most first, where that was asked for
     */
    public record Result(InputSize size, int operators, ModelDescription description, List<LayerLoss> losses) {}

    /**
     * Writes the model, whole or not at all; weights beyond the limit go into {@code NAME.onnx.data} first.
     *
     * @param file {@code NAME.onnx}, whose folder must exist
     * @throws DeployException if the network cannot be exported or the file not be written
     */
    public Result export(TrainedNetwork trained, Path file) {
        try (Scope scope = new Scope();
                NoGrad guard = new NoGrad()) {
            OnnxModel float32 = float32(trained);
            Optional<Int8Graph> int8 = calibration.map(wish -> new Int8Graph(float32, wish));
            List<LayerLoss> losses = int8.filter(
                            graph -> calibration.orElseThrow().losses())
                    .map(Int8Graph::losses)
                    .orElse(List.of());
            OnnxModel model = embedded(int8.map(Int8Graph::quantized).orElse(float32));
            model.write(file);
            return new Result(model.size(), model.graph().nodes().size(), model.description(), losses);
        } catch (IOException e) {
            throw new DeployException(file + " cannot be written: " + IoReasons.of(e), e);
        }
    }

    /** The model as bytes; at most 2 GB of weights. */
    byte[] toBytes(TrainedNetwork trained) {
        try (Scope scope = new Scope();
                NoGrad guard = new NoGrad()) {
            OnnxModel float32 = float32(trained);
            return embedded(calibration
                            .map(wish -> new Int8Graph(float32, wish).quantized())
                            .orElse(float32))
                    .toBytes();
        }
    }

    /** The model of normalised images. */
    private OnnxModel float32(TrainedNetwork trained) {
        Preprocessing preprocessing = trained.preprocessing();
        InputSize size = options.size().orElseGet(() -> InputSize.fixed(preprocessing.height(), preprocessing.width()));
        Graph graph = record(trained.network(), size);
        for (Rewrite rewrite : Rewrite.values()) {
            if (isWanted(rewrite) && !(size.dynamic() && rewrite.needsFixedSize())) {
                rewrite.apply(graph);
            }
        }
        graph.prune();
        Preprocessing sized = preprocessing.withSize(size.height(), size.width());
        ModelDescription description =
                new ModelDescription(trained.model(), trained.classes(), sized, Map.of(), Version.current());
        return new OnnxModel(graph, size, description, options.embedPreprocessing(false));
    }

    private boolean isWanted(Rewrite rewrite) {
        Set<Rewrite> useless = calibration.isPresent() ? FLOAT_ONLY : INT8_ONLY;
        return options.rewrites().contains(rewrite) && !useless.contains(rewrite);
    }

    private OnnxModel embedded(OnnxModel model) {
        if (!options.embedPreprocessing()) {
            return model;
        }
        EmbeddedPreprocessing.apply(model.graph(), model.description().preprocessing());
        return new OnnxModel(model.graph(), model.size(), model.description(), options);
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
