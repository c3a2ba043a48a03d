package io.channelwise.nn;

import io.channelwise.runtime.Tensors;
import java.util.List;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** One-dimensional convolution: {@code [N, in, L]} to {@code [N, out, L']}, as PyTorch's {@code nn.Conv1d}. */
public final class Conv1d extends Layer implements SelfContained {

    private final Conv2d.Options options;
    private final Tensor weight;
    private final Tensor bias;

    /** The geometry along the one dimension; weights are drawn by PyTorch's default rule. */
    public Conv1d(Conv2d.Options options) {
        this.options = options;
        this.weight =
                parameter("weight", Tensors.empty(options.out(), options.in() / options.groups(), options.kernel()));
        this.bias = options.bias() ? parameter("bias", Tensors.empty(options.out())) : null;
        Initialization.byDefault(this);
    }

    @Override
    protected void reset(GeneratorOptional generator) {
        double bound = 1 / Math.sqrt((double) options.in() / options.groups() * options.kernel());
        Initialization.uniform(weight, bound, generator);
        if (bias != null) {
            Initialization.uniform(bias, bound, generator);
        }
    }

    @Override
    protected Tensor forward(Tensor x) {
        Arguments.sequences(this, x, options.in());
        long[] stride = {options.stride()};
        long[] padding = {options.padding()};
        long[] dilation = {options.dilation()};
        List<Tensor> read = Listening.read(Operation.Convolution1d.class, List.of(x, weight));
        Tensor y = torch.conv1d(
                read.get(0), read.get(1), Tensors.optional(bias), stride, padding, dilation, options.groups());
        return Listening.heard(new Operation.Convolution1d(x, weight, bias, options, y));
    }

    @Override
    public String toString() {
        return "Conv1d(" + options.in() + ", " + options.out() + ", kernel " + options.kernel() + ")";
    }
}
