package io.channelwise.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import io.channelwise.data.Batch;
import io.channelwise.data.DatasetSpec;
import io.channelwise.data.Epoch;
import io.channelwise.inference.TrainedNetwork;
import io.channelwise.models.Network;
import io.channelwise.nn.ForwardListener;
import io.channelwise.nn.Initialization;
import io.channelwise.quantization.ActivationRange;
import io.channelwise.quantization.Int8Rounding;
import io.channelwise.quantization.RoundedWeights;
import io.channelwise.runtime.NoGrad;
import io.channelwise.runtime.Scope;
import io.channelwise.runtime.Tensors;
import io.channelwise.weights.ModelDescription;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What quantisation-aware training rounds is what the int8 export rounds, and by the same arithmetic. */
class RoundedTrainingTest {

    private static final Int8Calibration CALIBRATION =
            Int8Calibration.of(DatasetSpec.parse("shapes").open().train()).images(24);
    private static final InputSize SIZE = InputSize.fixed(32, 32);

    /** The graph with the values that training knows: other rewrites do away with some of them. */
    private static final ExportOptions HEARD =
            ExportOptions.DEFAULT.rewrites(Set.of(Rewrite.FOLD_NORMS, Rewrite.CONVOLUTIONAL_SHORTCUTS));

    /** Operators of ONNX and the words by which training names what they make. */
    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("Add", "add"),
            Map.entry("AveragePool", "pool"),
            Map.entry("BatchNormalization", "batchnorm"),
            Map.entry("Conv", "convolution"),
            Map.entry("Mul", "multiply"),
            Map.entry("Pad", "padchannels"),
            Map.entry("Relu", "relu"),
            Map.entry("Reshape", "reshape"),
            Map.entry("GlobalAveragePool", "adaptivepool"),
            Map.entry("Sigmoid", "sigmoid"),
            Map.entry("Slice", "narrow"),
            Map.entry("Squeeze", "select"));

    static Stream<String> names() {
        return ExportContractTest.names();
    }

    @ParameterizedTest
    @MethodSource("names")
    void theSameValuesAreBytes(String name) {
        Int8Rounding rounding = new Int8Rounding();
        try (TrainedNetwork trained = Networks.trained(name);
                Scope scope = new Scope();
                NoGrad guard = new NoGrad()) {
            ForwardListener.listen(
                    rounding.observing(trained.network()),
                    () -> Networks.eager(trained.network(), Networks.images(1, 3, 32, 32), 1, 3, 32, 32));

            Set<String> bytes = tensors(heard(trained).graph()).stream()
                    .map(RoundedTrainingTest::place)
                    .map(place -> name.endsWith("+srm") ? place.replace("multiply_1", "multiply") : place)
                    .collect(Collectors.toCollection(TreeSet::new));

            assertThat(rounding.ranges().keySet()).containsExactlyElementsOf(bytes);
        }
    }

    /**
     * A rounding error that flips one byte flips more in the next layer, so that two ways to compute one int8 model differ
     * nearly as much as they lose; the biases, which the export rounds too, are zero here to leave no other difference.
     * How well ONNX Runtime agrees with itself is the measure.
     */
    @ParameterizedTest
    @ValueSource(strings = {"resnet20", "se_resnet20", "sk_resnet20", "seresnet50", "skresnext50_32x4d"})
    void logitsAreThoseOfTheExportedModel(String name) {
        try (TrainedNetwork trained = Networks.trained(name);
                Scope scope = new Scope();
                NoGrad guard = new NoGrad()) {
            Network network = trained.network();
            network.stateDict().forEach(RoundedTrainingTest::withoutBias);
            OnnxModel model = heard(trained);
            byte[] exported = new Int8Graph(model, CALIBRATION).quantized().toBytes();
            Int8Rounding rounding = new Int8Rounding();
            rounding.restore(ranges(model));
            Batch images = images(trained);

            double[] float32 = eager(network, images);
            double[] rounded = ForwardListener.listen(rounding.rounding(network), () -> eager(network, images));
            double[] int8 = run(exported, OptLevel.NO_OPT, images);
            double[] fused = run(exported, OptLevel.ALL_OPT, images);

            double agreement = Int8Graph.decibels(int8, rounded);
            assertThat(agreement).isGreaterThan(Int8Graph.decibels(float32, int8) + 1.5);
            assertThat(agreement).isGreaterThan(Int8Graph.decibels(int8, fused) - 6);
        }
    }

    private static void withoutBias(String key, Tensor tensor) {
        if (key.endsWith("bias") || key.endsWith("running_mean")) {
            Initialization.constant(tensor, 0);
        }
    }

    @Test
    void activationsAreRoundedByTheSameArithmetic() {
        Random random = new Random(5);
        float[] numbers = new float[4096];
        for (double[] ends : new double[][] {{-1.37, 2.91}, {0, 6.2}, {-0.02, 11}, {0.5, 3}}) {
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = (float) (ends[0] - 0.5 + (ends[1] - ends[0] + 1) * random.nextDouble());
            }
            float least = (float) ends[0];
            float largest = (float) ends[1];
            ActivationScale scale = ActivationScale.of(least, largest);
            float[] expected = new float[numbers.length];
            for (int i = 0; i < numbers.length; i++) {
                expected[i] = scale.dequantize(scale.quantize(numbers[i]));
            }
            try (Scope scope = new Scope()) {
                Tensor rounded = new ActivationRange(least, largest).round(Tensors.of(numbers, numbers.length));
                assertThat(Tensors.floats(rounded)).containsExactly(expected);
            }
        }
    }

    @Test
    void weightsAreRoundedByTheSameArithmetic() {
        Random random = new Random(6);
        int channels = 16;
        int length = 8 * 3 * 3;
        float[] weights = new float[channels * length];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) (random.nextGaussian() * Math.pow(2, i / length - 8));
        }
        Int8Weights integers = Int8Weights.of(weights, new float[0], channels, 1);
        float[] expected = new float[weights.length];
        for (int i = 0; i < weights.length; i++) {
            expected[i] = integers.values()[i] * integers.scales()[i / length];
        }
        try (Scope scope = new Scope()) {
            Tensor rounded = RoundedWeights.of(Tensors.of(weights, channels, 8, 3, 3));
            assertThat(Tensors.floats(rounded)).containsExactly(expected);
        }
    }

    private static OnnxModel heard(TrainedNetwork trained) {
        Graph graph = GraphRecorder.record(trained.network(), SIZE, HEARD);
        HEARD.rewrites().stream().sorted().forEach(rewrite -> rewrite.apply(graph));
        graph.prune();
        ModelDescription description =
                new ModelDescription(trained.model(), trained.classes(), trained.preprocessing(), Map.of(), "");
        return new OnnxModel(graph, SIZE, description, HEARD);
    }

    /** All that are bytes but for maxima, which have the range of what they are taken of. */
    private static Set<String> tensors(Graph graph) {
        List<String> operators = Int8Placement.of(graph, CALIBRATION.gates()).operators();
        Set<String> tensors = new TreeSet<>(Int8Rewriting.tensors(graph, operators));
        graph.nodes("MaxPool").forEach(pool -> tensors.remove(pool.output()));
        return tensors;
    }

    private static Map<String, ActivationRange> ranges(OnnxModel model) {
        Map<String, ActivationRange> ranges = new LinkedHashMap<>();
        Calibrator.scales(model, CALIBRATION, tensors(model.graph()))
                .forEach((tensor, scale) ->
                        ranges.put(place(tensor), new ActivationRange(scale.dequantize(0), scale.dequantize(255))));
        return ranges;
    }

    /**
     * {@code layer1.0.bn1/BatchNormalization_1} is {@code layer1.0.bn1/batchnorm_1} in training. The export of a deviation
     * multiplies once before the gates do.
     */
    private static String place(String tensor) {
        int from = tensor.lastIndexOf('/') + 1;
        int to = tensor.indexOf('_', from) < 0 ? tensor.length() : tensor.indexOf('_', from);
        String operator = tensor.substring(from, to);
        return tensor.substring(0, from) + WORDS.getOrDefault(operator, operator) + tensor.substring(to);
    }

    private static Batch images(TrainedNetwork trained) {
        try (Epoch epoch = CALIBRATION.loader(trained.preprocessing(), 24, 24).epoch(0)) {
            return epoch.iterator().next();
        }
    }

    private static double[] eager(Network network, Batch images) {
        return doubles(Networks.eager(network, images.pixels(), images.n(), 3, 32, 32));
    }

    /** Without optimisation operator by operator as the graph has them: on floats that were rounded. */
    private static double[] run(byte[] model, OptLevel level, Batch images) {
        long[] shape = {images.n(), 3, 32, 32};
        FloatBuffer pixels = FloatBuffer.wrap(images.pixels());
        try (OrtSession.SessionOptions options = SessionSettings.DEFAULT.toOptions()) {
            options.setOptimizationLevel(level);
            try (OrtSession session = OnnxSession.environment().createSession(model, options);
                    OnnxTensor x = OnnxTensor.createTensor(OnnxSession.environment(), pixels, shape);
                    OrtSession.Result result = session.run(Map.of(GraphRecorder.INPUT, x))) {
                float[] logits = new float[images.n() * Networks.CLASSES];
                ((OnnxTensor) result.get(0)).getFloatBuffer().get(logits);
                return doubles(logits);
            }
        } catch (OrtException e) {
            throw new AssertionError(e);
        }
    }

    private static double[] doubles(float[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    }
}
