package io.channelwise.diagnosis;

import io.channelwise.inference.MemoryLayout;
import io.channelwise.nn.BatchNorm2d;
import io.channelwise.nn.Conv2d;
import io.channelwise.nn.Layer;
import io.channelwise.nn.ReLU;
import io.channelwise.nn.Sequential;
import io.channelwise.runtime.NoGrad;
import io.channelwise.runtime.Scope;
import io.channelwise.runtime.Tensors;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * A layer computed as networks compute it in training and in evaluation, beside the same in contiguous float64, for which
 * libtorch has other code.
 *
 * <p>The values of the layouts of one shape are the same, so the reference of the last shape is kept.
 */
final class LayerTrial {

    private static final int SEED = 0;

    private final Consumer<String> phases;
    private LayerShape shape;
    private Map<String, float[]> expected = Map.of();

    /** The listener hears the name of each phase before it begins. */
    LayerTrial(Consumer<String> phases) {
        this.phases = phases;
    }

    /** Values by name, of the reference and of the layer in float32. */
    record Values(Map<String, float[]> expected, Map<String, float[]> actual) {}

    /** Computes both. */
    Values compute(LayerShape wanted, MemoryLayout layout) {
        if (!wanted.equals(shape)) {
            phases.accept("float64");
            expected = values(wanted, MemoryLayout.CONTIGUOUS, ScalarType.Double);
            shape = wanted;
        }
        return new Values(expected, values(wanted, layout, ScalarType.Float));
    }

    private Map<String, float[]> values(LayerShape wanted, MemoryLayout layout, ScalarType type) {
        try (Scope scope = new Scope();
                Layer layer = wanted.layer()) {
            layer.resetAll(new GeneratorOptional(torch.make_generator_cpu(SEED)));
            Tensor x = laidOut(random(SEED, wanted.input()), layout, type);
            lay(layer, layout, type);
            Map<String, float[]> values = train(layer, x, layout, type);
            values.put("evaluation", evaluate(layer, x, layout, type));
            return values;
        }
    }

    private Map<String, float[]> train(Layer layer, Tensor x, MemoryLayout layout, ScalarType type) {
        Map<String, float[]> values = new LinkedHashMap<>();
        phase(type, "forward");
        x.set_requires_grad(true);
        Tensor y = layer.call(x);
        values.put("output", Tensors.floats(y));
        phase(type, "backward");
        torch.sum(y.mul(laidOut(random(SEED + 1, y.shape()), layout, type))).backward();
        values.put("gradient of the input", Tensors.floats(x.grad()));
        layer.parameters()
                .forEach((name, weights) -> values.put("gradient of " + name, Tensors.floats(weights.grad())));
        return values;
    }

    /** As a row of a network: a convolution with the batch norm and the ReLU after it. */
    private float[] evaluate(Layer layer, Tensor x, MemoryLayout layout, ScalarType type) {
        phase(type, "evaluation");
        try (NoGrad guard = new NoGrad()) {
            if (!(layer instanceof Conv2d conv)) {
                return Tensors.floats(layer.eval().call(x));
            }
            try (BatchNorm2d norm = new BatchNorm2d(conv.options().out())) {
                lay(norm, layout, type);
                return Tensors.floats(
                        Sequential.of(conv, norm, new ReLU()).eval().call(x));
            }
        }
    }

    private void phase(ScalarType type, String name) {
        if (type == ScalarType.Float) {
            phases.accept(name);
        }
    }

    /** Gives the weights and statistics of a layer a type and a layout; its counter of batches stays as it is. */
    private static void lay(Layer layer, MemoryLayout layout, ScalarType type) {
        try (NoGrad guard = new NoGrad()) {
            layer.stateDict().values().stream()
                    .filter(tensor -> tensor.scalar_type().intern() == ScalarType.Float)
                    .forEach(tensor -> tensor.set_data(laidOut(tensor, layout, type)));
        }
    }

    private static Tensor laidOut(Tensor tensor, MemoryLayout layout, ScalarType type) {
        Tensor typed = tensor.detach().to(type);
        return typed.dim() == 4 ? typed.contiguous(layout.format()) : typed;
    }

    private static Tensor random(int seed, long... shape) {
        Random random = new Random(seed);
        int size = Math.toIntExact(Arrays.stream(shape).reduce(1, Math::multiplyExact));
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return Tensors.of(values, shape);
    }
}
