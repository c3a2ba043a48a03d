package io.channelwise.nn;

import io.channelwise.runtime.Tensors;
import java.util.List;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** A fully connected layer: {@code [N, in]} to {@code [N, out]}, as PyTorch's {@code nn.Linear}. */
public final class Linear extends Layer implements SelfContained {

    private final int in;
    private final int out;
    private final Tensor weight;
    private final Tensor bias;

    /** With a bias. */
    public Linear(int in, int out) {
        this(in, out, true);
    }

    private Linear(int in, int out, boolean withBias) {
        this.in = Arguments.positive("in", in);
        this.out = Arguments.positive("out", out);
        this.weight = parameter("weight", Tensors.empty(out, in));
        this.bias = withBias ? parameter("bias", Tensors.empty(out)) : null;
        Initialization.byDefault(this);
    }

    /** Without a bias. */
    public static Linear withoutBias(int in, int out) {
        return new Linear(in, out, false);
    }

    /** The number of input features. */
    public int in() {
        return in;
    }

    /** The number of output features. */
    public int out() {
        return out;
    }

    @Override
    protected void reset(GeneratorOptional generator) {
        Initialization.uniform(weight, 1 / Math.sqrt(in), generator);
        if (bias != null) {
            Initialization.uniform(bias, 1 / Math.sqrt(in), generator);
        }
    }

    @Override
    protected Tensor forward(Tensor x) {
        Arguments.vectors(this, x, in);
        List<Tensor> read = Listening.read(Operation.Dense.class, List.of(x, weight));
        Tensor y = torch.linear(read.get(0), read.get(1), Tensors.optional(bias));
        return Listening.heard(new Operation.Dense(x, weight, bias, y));
    }

    @Override
    public String toString() {
        return "Linear(" + in + ", " + out + ")";
    }
}
