package io.channelwise.deploy;

import io.channelwise.data.Batch;
import io.channelwise.data.Epoch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A float model and what is needed to put it into int8, wholly or one operator at a time. */
final class Int8Graph {

    /** For the loss of each layer: the model is loaded and run on them once a layer. */
    private static final int IMAGES_FOR_LOSSES = 8;

    private final OnnxModel model;
    private final Int8Calibration calibration;
    private final List<String> operators;
    private final Map<String, ActivationScale> scales;

    /** Finds the scales. */
    Int8Graph(OnnxModel model, Int8Calibration calibration) {
        this.model = model;
        this.calibration = calibration;
        this.operators = Int8Placement.of(model.graph(), calibration.gates()).operators();
        this.scales = scales();
    }

    /** A maximum is one of the numbers that it is taken of: it keeps their scale, and is exact. */
    private Map<String, ActivationScale> scales() {
        Set<String> tensors = new LinkedHashSet<>(Int8Rewriting.tensors(model.graph(), operators));
        Map<String, String> maxima = new LinkedHashMap<>();
        operators.stream()
                .flatMap(output -> model.graph().producer(output, "MaxPool").stream())
                .forEach(pool -> maxima.put(Int8Placement.result(model.graph(), pool), pool.input()));
        tensors.removeAll(maxima.keySet());
        Map<String, ActivationScale> found = Calibrator.scales(model, calibration, tensors);
        maxima.forEach((maximum, source) -> found.put(maximum, found.get(source)));
        return found;
    }

    /** All of it in int8. */
    OnnxModel quantized() {
        return quantized(operators);
    }

    private OnnxModel quantized(List<String> some) {
        Graph graph = model.graph().copy();
        Int8Rewriting.apply(graph, some, scales);
        return model.with(graph);
    }

    /** What each layer with weights loses, the most first. */
    List<LayerLoss> losses() {
        List<Batch> images = new ArrayList<>();
        try (Epoch epoch = calibration
                .loader(model.description().preprocessing(), IMAGES_FOR_LOSSES, 1)
                .epoch(0)) {
            epoch.forEach(images::add);
        }
        double[] expected = logits(model, images);
        return operators.stream()
                .map(output -> model.graph().producer(output).orElseThrow())
                .filter(node -> model.graph().weights(node, 1).isPresent())
                .map(node -> new LayerLoss(
                        node.output(),
                        node.op(),
                        decibels(expected, logits(quantized(List.of(node.output())), images))))
                .sorted(Comparator.comparingDouble(LayerLoss::decibels))
                .toList();
    }

    private static double[] logits(OnnxModel model, List<Batch> images) {
        List<Double> all = new ArrayList<>();
        try (ObservedSession session = new ObservedSession(model.toBytes(), SessionSettings.DEFAULT)) {
            for (Batch batch : images) {
                session.run(batch, (name, values) -> {
                    while (values.hasRemaining()) {
                        all.add((double) values.get());
                    }
                });
            }
        }
        return all.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** The ratio of the energy of the numbers to that of what others miss of them. */
    static double decibels(double[] expected, double[] actual) {
        double energy = 0;
        double error = 0;
        for (int i = 0; i < expected.length; i++) {
            energy += expected[i] * expected[i];
            error += (expected[i] - actual[i]) * (expected[i] - actual[i]);
        }
        return error == 0 ? Double.POSITIVE_INFINITY : 10 * Math.log10(energy / error);
    }
}
