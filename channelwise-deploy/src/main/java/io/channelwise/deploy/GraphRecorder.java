package io.channelwise.deploy;

import io.channelwise.models.Network;
import io.channelwise.nn.ForwardListener;
import io.channelwise.nn.Layer;
import io.channelwise.nn.Operation;
import io.channelwise.runtime.Tensors;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/**
 * Writes a network's forward pass down as a graph while it runs. It runs over no images at all, {@code [0, C, H, W]}:
 * shapes flow through the very same operations, and nothing is multiplied.
 */
final class GraphRecorder implements ForwardListener {

    static final String INPUT = "images";

    private final Graph graph = new Graph();
    private final Map<Tensor, String> values = new IdentityHashMap<>();
    private final Map<Layer, String> paths = new IdentityHashMap<>();
    private final Deque<String> path = new ArrayDeque<>();
    private final OperatorWriter writer;

    private GraphRecorder(Network network, Tensor images, ExportOptions options) {
        this.writer = new OperatorWriter(graph, this::value, this::pathed, options.opset());
        network.layers().forEach((name, layer) -> paths.put(layer, name));
        network.stateDict().forEach((key, tensor) -> values.put(tensor, graph.weights(key, tensor)));
        values.put(images, graph.freshName(INPUT));
        graph.shape(INPUT, perImage(images));
    }

    /**
     * The graph of a network in evaluation mode. Its constants are the network's own tensors.
     *
     * @throws DeployException if it has an operation that cannot be exported
     */
    static Graph record(Network network, InputSize size, ExportOptions options) {
        Tensor images = Tensors.empty(0, network.channels(), size.height(), size.width());
        GraphRecorder recorder = new GraphRecorder(network, images, options);
        ForwardListener.listen(recorder, () -> recorder.finish(network.call(images)));
        return recorder.graph;
    }

    private void finish(Tensor output) {
        graph.finish(value(output));
    }

    /** A layer that is no child of another, such as an absent shortcut, has its caller's name. */
    @Override
    public void enter(Layer layer, Tensor input) {
        path.push(paths.getOrDefault(layer, path.isEmpty() ? "" : path.peek()));
    }

    @Override
    public void exit(Layer layer, Tensor output) {
        path.pop();
    }

    @Override
    public void operation(Operation operation) {
        String output = writer.write(operation);
        values.put(operation.output(), output);
        graph.shape(output, perImage(operation.output()));
    }

    private static List<Long> perImage(Tensor tensor) {
        return Arrays.stream(tensor.shape()).skip(1).boxed().toList();
    }

    /** The name of a tensor that was heard before. */
    private String value(Tensor tensor) {
        String name = values.get(tensor);
        if (name == null) {
            throw new DeployException("layer " + path.peek() + ": takes a tensor " + Tensors.shapeOf(tensor)
                    + " that no operation of the network has made; write it with Functions, which exporters hear");
        }
        return name;
    }

    /** A name below the layer whose forward runs, {@code layer1.0.conv1/Conv}. */
    private String pathed(String name) {
        String layer = path.peek();
        return layer == null || layer.isEmpty() ? name : layer + "/" + name;
    }
}
