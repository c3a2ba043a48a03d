package io.channelwise.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.channelwise.nn.Layer;
import io.channelwise.runtime.NoGrad;
import io.channelwise.runtime.Scope;
import io.channelwise.runtime.Tensors;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Compares the gradients of a layer with central differences, in double precision. */
public final class GradientCheck {

    private static final double STEP = 1e-5;
    private static final double TOLERANCE = 1e-6;
    private static final int EVERY = 3;

    private final Layer layer;
    private final Tensor input;

    private GradientCheck(Layer layer, Tensor input) {
        this.layer = layer;
        this.input = input;
    }

    /** Requires right gradients of the input and of every parameter, in training mode, at every third value. */
    public static void check(Layer layer, long... shape) {
        try (Scope scope = new Scope()) {
            DeterministicFill.fill(layer);
            toDouble(layer);
            layer.train(true);
            Tensor input = DeterministicFill.input("input", shape).to(ScalarType.Double);
            input.set_requires_grad(true);
            new GradientCheck(layer, input).run();
        }
    }

    private static void toDouble(Layer layer) {
        try (NoGrad guard = new NoGrad()) {
            layer.stateDict().values().stream()
                    .filter(Tensor::is_floating_point)
                    .forEach(tensor -> tensor.set_data(tensor.to(ScalarType.Double)));
        }
    }

    private void run() {
        loss().backward();
        Map<String, Tensor> leaves = new LinkedHashMap<>(layer.parameters());
        leaves.put("input", input);
        leaves.forEach((name, leaf) -> {
            DoublePointer values = new DoublePointer(leaf.data_ptr());
            DoublePointer gradient = new DoublePointer(leaf.grad().contiguous().data_ptr());
            for (long i = 0; i < leaf.numel(); i += EVERY) {
                assertThat(gradient.get(i))
                        .as("gradient of %s[%d]", name, i)
                        .isCloseTo(slope(values, i), within(TOLERANCE));
            }
        });
    }

    private double slope(DoublePointer values, long i) {
        double value = values.get(i);
        values.put(i, value + STEP);
        double above = lossValue();
        values.put(i, value - STEP);
        double below = lossValue();
        values.put(i, value);
        return (above - below) / (2 * STEP);
    }

    private double lossValue() {
        try (Scope scope = new Scope();
                NoGrad guard = new NoGrad()) {
            return Tensors.item(loss());
        }
    }

    /** A sum of the outputs with weights of both signs, lest errors cancel. */
    private Tensor loss() {
        Tensor output = layer.call(input);
        Tensor weights = DeterministicFill.input("loss", output.shape()).to(ScalarType.Double);
        return output.mul(weights).sum();
    }
}
