package io.channelwise.deploy;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.channelwise.runtime.IoReasons;
import io.channelwise.weights.ModelDescription;
import io.channelwise.weights.Preprocessing;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Decides whether a file is what {@link OnnxExporter} writes, before ONNX Runtime sees it: a graph may loop without end,
 * unfold its functions a million times, or make a tensor of any size. Taken are the operators and attributes of exports,
 * in an order in which they can run, over weights that are there, for a bounded number of multiplications and values.
 */
final class OnnxAdmission {

    private static final String HOW_TO_TRUST =
            "; only if you trust whoever made it, let it run with --trust, or SessionSettings.trusted in Java";

    private static final int MOST_NODES = 20_000;

    private static final Set<AttributeType> PLAIN =
            Set.of(AttributeType.INT, AttributeType.INTS, AttributeType.FLOAT, AttributeType.STRING);

    /** The fields of each message that are taken; all others, and those that the format does not know, are refused. */
    private static final Map<String, Set<String>> FIELDS = Map.of(
            ModelProto.getDescriptor().getName(),
            Set.of(
                    "ir_version",
                    "opset_import",
                    "producer_name",
                    "producer_version",
                    "domain",
                    "model_version",
                    "doc_string",
                    "graph",
                    "metadata_props"),
            GraphProto.getDescriptor().getName(),
            Set.of("node", "name", "initializer", "doc_string", "input", "output", "value_info"),
            NodeProto.getDescriptor().getName(),
            Set.of("input", "output", "name", "op_type", "domain", "attribute", "doc_string"),
            AttributeProto.getDescriptor().getName(),
            Set.of("name", "doc_string", "type", "f", "i", "s", "ints"),
            TypeProto.getDescriptor().getName(),
            Set.of("tensor_type", "denotation"));

    private final Path file;
    private final OnnxSkeleton skeleton;
    private final GraphProto graph;

    private OnnxAdmission(Path file, OnnxSkeleton skeleton) {
        this.file = file;
        this.skeleton = skeleton;
        this.graph = skeleton.model().getGraph();
    }

    /**
     * Reads a file without its weights, and decides.
     *
     * @return what is known of each value of the graph for one image
     * @throws DeployException if it is no ONNX file, or not one like those that are exported
     */
    static Map<String, Value> require(Path file) {
        try {
            OnnxAdmission admission = new OnnxAdmission(file, OnnxSkeleton.read(file));
            return admission.decide();
        } catch (IOException e) {
            throw new DeployException(file + " is no ONNX model that can be run: " + IoReasons.of(e), e);
        } catch (IllegalArgumentException e) {
            throw new DeployException(
                    file + " is not what channelwise export writes: " + e.getMessage() + HOW_TO_TRUST, e);
        }
    }

    private Map<String, Value> decide() throws IOException {
        require(graph.getNodeCount() <= MOST_NODES, "it has " + graph.getNodeCount() + " operators");
        graph.getNodeList().forEach(OnnxAdmission::requireKnown);
        requirePlainFields(skeleton.model());
        graph.getNodeList().forEach(OnnxAdmission::requirePlain);
        requireOpset();
        requireInput();
        requireOutput();
        new OnnxWeights(file, skeleton).require();
        requireOrder();
        return GraphBounds.require(graph, image());
    }

    /** Functions, subgraphs, sparse tensors, training: whatever else a file may hold is in a field that is not listed. */
    private static void requirePlainFields(Message message) {
        String name = message.getDescriptorForType().getName();
        require(message.getUnknownFields().asMap().isEmpty(), "it has fields that " + name + " does not know");
        Set<String> allowed = FIELDS.get(name);
        for (Map.Entry<FieldDescriptor, Object> field : message.getAllFields().entrySet()) {
            String fieldName = field.getKey().getName();
            require(allowed == null || allowed.contains(fieldName), "it has the field " + fieldName + " of " + name);
            if (field.getKey().getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
                List<?> parts = field.getValue() instanceof List<?> list ? list : List.of(field.getValue());
                parts.forEach(part -> requirePlainFields((Message) part));
            }
        }
    }

    private void requireOpset() {
        List<OperatorSetIdProto> sets = skeleton.model().getOpsetImportList();
        require(sets.size() == 1 && isStandard(sets.get(0).getDomain()), "it imports operators beside ONNX's own");
        long version = sets.get(0).getVersion();
        require(
                version >= ExportOptions.LEAST_OPSET && version <= ExportOptions.LATEST_OPSET,
                "it has the opset " + version);
    }

    private static boolean isStandard(String domain) {
        return domain.isEmpty() || domain.equals("ai.onnx");
    }

    private void requireInput() {
        require(graph.getInputCount() == 1, "it has " + graph.getInputCount() + " inputs");
        require(graph.getInput(0).getType().hasTensorType(), "its input is no tensor");
        require(dimensions(graph.getInput(0)).size() == 4, "its input has not 4 axes");
    }

    private void requireOutput() {
        require(graph.getOutputCount() == 1, "it has " + graph.getOutputCount() + " outputs");
        ValueInfoProto output = graph.getOutput(0);
        require(
                output.getType().getTensorType().getElemType() == TensorProto.DataType.FLOAT.getNumber(),
                "its output " + output.getName() + " is not of float32");
    }

    private static List<Dimension> dimensions(ValueInfoProto value) {
        return value.getType().getTensorType().getShape().getDimList();
    }

    private static void requireKnown(NodeProto node) {
        String op = node.getOpType();
        require(isStandard(node.getDomain()), "it has the operator " + op + " of " + node.getDomain());
        require(NodeRules.operators().contains(op), "it has the operator " + op);
    }

    private static void requirePlain(NodeProto node) {
        String op = node.getOpType();
        require(node.getOutputCount() == 1, op + " has " + node.getOutputCount() + " outputs");
        Set<String> seen = new HashSet<>();
        for (AttributeProto attribute : node.getAttributeList()) {
            String name = attribute.getName();
            require(NodeRules.has(op, name) && seen.add(name), op + " has the attribute " + name);
            require(PLAIN.contains(attribute.getType()), op + " has " + name + " of type " + attribute.getType());
            require(
                    !Nearest.ATTRIBUTES.containsKey(name)
                            || attribute.getS().toStringUtf8().equals(Nearest.ATTRIBUTES.get(name)),
                    op + " has another " + name);
        }
    }

    /** Each value is made once, before it is read. */
    private void requireOrder() {
        Set<String> made = new HashSet<>();
        graph.getInitializerList()
                .forEach(constant -> require(made.add(constant.getName()), "it has two " + constant.getName()));
        require(made.add(graph.getInput(0).getName()), "its input is a constant");
        require(!made.contains(""), "it has a value without a name");
        for (NodeProto node : graph.getNodeList()) {
            for (String input : node.getInputList()) {
                require(input.isEmpty() || made.contains(input), input + " is read before it is made");
            }
            String output = node.getOutput(0);
            require(!output.isEmpty() && made.add(output), "it makes " + output + " twice");
        }
        String output = graph.getOutput(0).getName();
        require(made.contains(output), "nothing makes its output " + output);
    }

    /** The input's extents without the batch; the description's where the graph takes any. */
    private List<Long> image() {
        List<Dimension> input = dimensions(graph.getInput(0));
        Preprocessing described = description().preprocessing();
        boolean pixels = graph.getInput(0).getName().equals(OnnxModel.PIXELS);
        long c = described.channels();
        long h = described.height();
        long w = described.width();
        List<Long> usual = pixels ? List.of(h, w, c) : List.of(c, h, w);
        return List.of(
                extent(input.get(1), usual.get(0)),
                extent(input.get(2), usual.get(1)),
                extent(input.get(3), usual.get(2)));
    }

    private static long extent(Dimension dimension, long usual) {
        long extent = dimension.hasDimValue() ? dimension.getDimValue() : usual;
        require(extent > 0 && extent <= InputSize.MOST, "its input has an extent of " + extent);
        return extent;
    }

    private ModelDescription description() {
        return OnnxSession.describe(
                file.toString(),
                skeleton.model().getMetadataPropsList().stream()
                        .filter(entry -> entry.getKey().equals(OnnxModel.DESCRIPTION))
                        .map(StringStringEntryProto::getValue)
                        .findFirst());
    }

    private static void require(boolean condition, String found) {
        if (!condition) {
            throw new IllegalArgumentException(found);
        }
    }
}
