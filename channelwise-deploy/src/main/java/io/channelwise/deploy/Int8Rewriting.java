package io.channelwise.deploy;

import io.channelwise.runtime.Tensors;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bytedeco.pytorch.Tensor;

/**
 * Puts {@code QuantizeLinear} and {@code DequantizeLinear} around operators, as ONNX's quantised models have them: the
 * weights become integers, and every value between is read as bytes. A runtime that knows the pairs computes on integers;
 * one that does not rounds as they do and computes on floats.
 */
final class Int8Rewriting {

    private final Graph graph;
    private final Set<String> operators;
    private final Map<String, ActivationScale> scales;
    private final Set<String> results = new LinkedHashSet<>();
    private final Set<String> tensors = new LinkedHashSet<>();

    private Int8Rewriting(Graph graph, List<String> operators, Map<String, ActivationScale> scales) {
        this.graph = graph;
        this.operators = Set.copyOf(operators);
        this.scales = scales;
    }

    /**
     * Rewrites the operators of these outputs.
     *
     * @param scales of all that they read and make, but for the logits, which stay floats
     */
    static void apply(Graph graph, List<String> operators, Map<String, ActivationScale> scales) {
        Int8Rewriting rewriting = new Int8Rewriting(graph, operators, scales);
        List<Node> nodes = operators.stream()
                .map(output -> graph.producer(output).orElseThrow())
                .toList();
        nodes.forEach(rewriting::collect);
        nodes.forEach(rewriting::quantizeWeights);
        rewriting.tensors.forEach(rewriting::quantizeTensor);
        graph.prune();
    }

    /** What operators in int8 read and make, as a graph has it before it is rewritten. */
    static Set<String> tensors(Graph graph, List<String> operators) {
        Int8Rewriting reading = new Int8Rewriting(graph, operators, Map.of());
        operators.forEach(output -> reading.collect(graph.producer(output).orElseThrow()));
        return reading.tensors;
    }

    private void collect(Node node) {
        node.inputs().stream()
                .filter(input -> !graph.constants().containsKey(input))
                .forEach(tensors::add);
        String result = Int8Placement.result(graph, node);
        if (!result.equals(Graph.OUTPUT)) {
            results.add(result);
            tensors.add(result);
        }
    }

    private void quantizeWeights(Node node) {
        Optional<Tensor> weight = graph.weights(node, 1);
        if (weight.isEmpty()) {
            return;
        }
        long[] shape = weight.get().shape();
        float inputScale = scales.get(node.input()).scale();
        float[] bias = graph.weights(node, 2).map(Tensors::floats).orElse(new float[0]);
        int channels = Math.toIntExact(shape[0]);
        Int8Weights quantized = Int8Weights.of(Tensors.floats(weight.get()), bias, channels, inputScale);
        List<String> inputs = new ArrayList<>(List.of(node.input()));
        inputs.add(weights(node, quantized, shape));
        if (bias.length > 0) {
            inputs.add(bias(node, quantized, inputScale));
        }
        graph.replace(node, node.withInputs(inputs));
    }

    private String weights(Node node, Int8Weights quantized, long[] shape) {
        int channels = quantized.scales().length;
        String name = node.output() + "/weight";
        String values = graph.weights(name + "/int8", Tensors.ofBytes(quantized.values(), shape));
        String scale = graph.weights(name + "/scale", Tensors.of(quantized.scales(), channels));
        String zero = graph.weights(name + "/zero", Tensors.ofBytes(new byte[channels], channels));
        return dequantized(node, name, List.of(values, scale, zero));
    }

    private String bias(Node node, Int8Weights quantized, float inputScale) {
        float[] scales = quantized.scales().clone();
        for (int c = 0; c < scales.length; c++) {
            scales[c] *= inputScale;
        }
        String name = node.output() + "/bias";
        String values = graph.weights(name + "/int32", Tensors.ofInts(quantized.bias()));
        String scale = graph.weights(name + "/scale", Tensors.of(scales, scales.length));
        return dequantized(node, name, List.of(values, scale));
    }

    /** A value of constants, one scale for each output channel. */
    private String dequantized(Node place, String name, List<String> inputs) {
        Node node = new Node("DequantizeLinear", inputs, graph.freshName(name), Map.of("axis", 0L));
        return graph.addBefore(graph.producer(place.output()).orElseThrow(), node)
                .output();
    }

    /** Bytes and the floats that they stand for; a float operator before them may have other readers, which keep it. */
    private void quantizeTensor(String tensor) {
        ActivationScale range = scales.get(tensor);
        String scale = graph.constant(tensor + "/scale", new Constant.Real(range.scale()));
        String zero = graph.constant(tensor + "/zero", new Constant.UnsignedByte(range.zeroPoint()));
        String bytes = graph.freshName(tensor + "/QuantizeLinear");
        String floats = graph.freshName(tensor + "/DequantizeLinear");
        for (Node consumer : graph.consumers(tensor)) {
            if (results.contains(tensor) || operators.contains(consumer.output())) {
                graph.replace(consumer, consumer.withInput(tensor, floats));
            }
        }
        graph.addAfter(tensor, new Node("DequantizeLinear", List.of(bytes, scale, zero), floats, Map.of()));
        graph.addAfter(tensor, new Node("QuantizeLinear", List.of(tensor, scale, zero), bytes, Map.of()));
    }
}
