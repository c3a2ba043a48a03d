package io.channelwise.deploy;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import com.google.protobuf.CodedOutputStream;
import io.channelwise.runtime.Version;
import io.channelwise.weights.AtomicFile;
import io.channelwise.weights.ModelDescription;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * A graph as an ONNX model.
 *
 * <p>Its {@code metadata_props} have the key {@value #DESCRIPTION}: the model's description as JSON, with {@code model},
 * {@code classes} (the names in the order of the outputs), {@code preprocessing} ({@code channels}, {@code height},
 * {@code width}, {@code interpolation}, {@code crop_fraction}, {@code mean}, {@code std}) and {@code library_version}.
 */
record OnnxModel(Graph graph, InputSize size, ModelDescription description, ExportOptions options) {

    /** The metadata's key of the description, the same as in safetensors. */
    static final String DESCRIPTION = "channelwise";

    /** The input of a graph that takes bytes. */
    static final String PIXELS = "pixels";

    private static final int BUFFER = 1 << 16;

    /** Writes {@code NAME.onnx}, and {@code NAME.onnx.data} before it where the weights are too many for one file. */
    void write(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        boolean outside = weightBytes() > options.inlineBytes();
        WeightStore store = outside ? WeightStore.beside(file.getFileName() + ".data") : WeightStore.inline();
        ModelProto model = message(store, List.of());
        if (outside) {
            // An old model would take the new weights for its own if the second of the two writes failed.
            Files.deleteIfExists(file);
        }
        store.write(folder);
        AtomicFile.write(file, channel -> {
            OutputStream out = Channels.newOutputStream(channel);
            CodedOutputStream coded = CodedOutputStream.newInstance(out, BUFFER);
            model.writeTo(coded);
            coded.flush();
        });
    }

    /** The model as bytes, weights and all. */
    byte[] toBytes() {
        return toBytes(List.of());
    }

    /** The same, with values between as further outputs. */
    byte[] toBytes(Collection<String> observed) {
        return message(WeightStore.inline(), observed).toByteArray();
    }

    /** The same model of another graph. */
    OnnxModel with(Graph other) {
        return new OnnxModel(other, size, description, options);
    }

    private long weightBytes() {
        return graph.constants().values().stream()
                .filter(Constant.Weights.class::isInstance)
                .mapToLong(constant -> ((Constant.Weights) constant).tensor().nbytes())
                .sum();
    }

    private ModelProto message(WeightStore store, Collection<String> observed) {
        return ModelProto.newBuilder()
                .setIrVersion(irVersion())
                .setProducerName("channelwise")
                .setProducerVersion(Version.current())
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(options.opset()))
                .setGraph(graphMessage(store, observed))
                .addMetadataProps(OnnxMessages.entry(DESCRIPTION, description.toJson()))
                .build();
    }

    /** The oldest format that has the opset, so that older runtimes take the file. */
    private int irVersion() {
        if (options.opset() <= 14) {
            return 7;
        } else if (options.opset() <= 18) {
            return 8;
        }
        return options.opset() <= 20 ? 9 : 10;
    }

    private GraphProto graphMessage(WeightStore store, Collection<String> observed) {
        GraphProto.Builder builder = GraphProto.newBuilder().setName(description.model());
        boolean bytes = options.embedPreprocessing();
        List<Object> extents =
                size.dynamic() ? List.of("height", "width") : List.of((long) size.height(), (long) size.width());
        builder.addInput(
                bytes
                        ? OnnxMessages.value(PIXELS, DataType.UINT8, pixels(extents))
                        : OnnxMessages.value(GraphRecorder.INPUT, DataType.FLOAT, planes(extents)));
        builder.addOutput(OnnxMessages.value(Graph.OUTPUT, DataType.FLOAT, graph.shape(Graph.OUTPUT)));
        observed.forEach(value -> builder.addOutput(OnnxMessages.value(value, DataType.FLOAT, graph.shape(value))));
        graph.constants().forEach((name, constant) -> builder.addInitializer(initializer(store, name, constant)));
        graph.nodes().forEach(node -> builder.addNode(OnnxMessages.node(node)));
        if (!size.dynamic()) {
            addShapes(builder, observed);
        }
        return builder.build();
    }

    private List<Object> planes(List<Object> extents) {
        List<Object> all = new ArrayList<>(extents);
        all.add(0, (long) description.preprocessing().channels());
        return all;
    }

    private List<Object> pixels(List<Object> extents) {
        List<Object> all = new ArrayList<>(extents);
        all.add((long) description.preprocessing().channels());
        return all;
    }

    /** The shapes of the values between: the symbol of the batch is lost in inference where a value is resized. */
    private void addShapes(GraphProto.Builder builder, Collection<String> observed) {
        for (Node node : graph.nodes()) {
            List<Long> shape = graph.shape(node.output());
            if (!shape.isEmpty() && !node.output().equals(Graph.OUTPUT) && !observed.contains(node.output())) {
                builder.addValueInfo(OnnxMessages.value(node.output(), DataType.FLOAT, shape));
            }
        }
    }

    private static TensorProto initializer(WeightStore store, String name, Constant constant) {
        if (constant instanceof Constant.Weights weights) {
            return store.message(name, weights.tensor());
        } else if (constant instanceof Constant.Integers integers) {
            return OnnxMessages.integers(name, integers.values());
        } else if (constant instanceof Constant.UnsignedByte unsigned) {
            return OnnxMessages.unsignedByte(name, unsigned.value());
        }
        return OnnxMessages.real(name, ((Constant.Real) constant).value());
    }
}
