package io.channelwise.deploy;

import io.channelwise.data.Batch;
import io.channelwise.data.Epoch;
import io.channelwise.data.Loader;
import java.nio.FloatBuffer;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Finds the scales of a float model's tensors by looking at them while it classifies images: once for the least and the
 * largest number of each, and, where the method needs them, once more for histograms.
 */
final class Calibrator {

    /** What the observed tensors of a batch may take, in bytes. */
    private static final long MEMORY = 128L << 20;

    private static final int MOST_IMAGES = 32;

    /** Bytes on either side of 0 where numbers have both signs. */
    private static final int LEVELS_OF_A_SIGN = 128;

    private final OnnxModel model;
    private final Int8Calibration calibration;
    private final Collection<String> tensors;
    private final Loader images;

    private Calibrator(OnnxModel model, Int8Calibration calibration, Collection<String> tensors) {
        this.model = model;
        this.calibration = calibration;
        this.tensors = tensors;
        this.images = calibration.loader(model.description().preprocessing(), calibration.images(), batch());
    }

    /** A scale for each of these tensors. */
    static Map<String, ActivationScale> scales(
            OnnxModel model, Int8Calibration calibration, Collection<String> tensors) {
        return new Calibrator(model, calibration, tensors).scales();
    }

    private Map<String, ActivationScale> scales() {
        List<String> inside = tensors.stream()
                .filter(name -> !name.equals(GraphRecorder.INPUT))
                .toList();
        try (ObservedSession session = new ObservedSession(model.toBytes(inside), SessionSettings.DEFAULT)) {
            Map<String, Range> ranges = ranges(session);
            Map<String, Double> thresholds =
                    calibration.method() == CalibrationMethod.MINMAX ? Map.of() : thresholds(session, ranges);
            Map<String, ActivationScale> scales = new LinkedHashMap<>();
            ranges.forEach((name, range) -> scales.put(
                    name,
                    range.clipped(thresholds.getOrDefault(name, range.magnitude()))
                            .scale()));
            return scales;
        }
    }

    private Map<String, Range> ranges(ObservedSession session) {
        Map<String, Range> ranges = new LinkedHashMap<>();
        observe(session, (name, values) -> ranges.merge(name, Range.of(values), Range::with));
        return ranges;
    }

    private Map<String, Double> thresholds(ObservedSession session, Map<String, Range> ranges) {
        Map<String, MagnitudeHistogram> histograms = new HashMap<>();
        ranges.forEach((name, range) -> {
            if (isMap(name)) {
                histograms.put(name, new MagnitudeHistogram(range.magnitude()));
            }
        });
        observe(session, (name, values) -> Optional.ofNullable(histograms.get(name))
                .ifPresent(histogram -> histogram.add(values)));
        Map<String, Double> thresholds = new HashMap<>();
        histograms.forEach((name, histogram) -> {
            int levels = ranges.get(name).least() < 0 ? LEVELS_OF_A_SIGN : 2 * LEVELS_OF_A_SIGN;
            thresholds.put(name, calibration.method().threshold(histogram, levels));
        });
        return thresholds;
    }

    /**
     * Whether a tensor may be clipped. Pixels are bounded and have no outliers. A vector an image is too few numbers for a
     * histogram, and of gates the largest ones matter most.
     */
    private boolean isMap(String name) {
        List<Long> shape = model.graph().shape(name);
        return !name.equals(GraphRecorder.INPUT) && shape.size() == 3 && shape.get(1) * shape.get(2) > 1;
    }

    private void observe(ObservedSession session, BiConsumer<String, FloatBuffer> observer) {
        BiConsumer<String, FloatBuffer> wanted = (name, values) -> {
            if (tensors.contains(name)) {
                observer.accept(name, values);
            }
        };
        try (Epoch epoch = images.epoch(0)) {
            for (Batch batch : epoch) {
                wanted.accept(GraphRecorder.INPUT, FloatBuffer.wrap(batch.pixels()));
                session.run(batch, wanted);
            }
        }
    }

    /** As many images at a time as the memory holds. */
    private int batch() {
        long numbers = tensors.stream()
                .mapToLong(name -> model.graph().shape(name).stream().reduce(1L, Math::multiplyExact))
                .sum();
        return (int) Math.max(1, Math.min(MOST_IMAGES, MEMORY / (numbers * Float.BYTES)));
    }
}
