package io.channelwise.models;

import static io.channelwise.nn.Functions.addReluInPlace;

import io.channelwise.nn.BatchNorm2d;
import io.channelwise.nn.Conv2d;
import io.channelwise.nn.Layer;
import io.channelwise.nn.Sequential;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Tensor;

/**
 * {@code relu(F(x) + shortcut(x))}, He et al. 2015 (arXiv 1512.03385), equations 1 and 2: {@code [N, in, H, W]} to
 * {@code [N, out, H / stride, W / stride]} rounded up.
 */
abstract class ResidualBlock extends Layer {

    /** Makes a block for so many input channels, a width and a stride. */
    @FunctionalInterface
    interface Factory {
        ResidualBlock create(int in, int width, int stride);

        /** The same block with an attention, if it takes one. */
        default Optional<Factory> with(AttentionEntry attention) {
            return Optional.empty();
        }
    }

    private Optional<Layer> shortcut = Optional.empty();
    private UnaryOperator<Tensor> survival = UnaryOperator.identity();

    /** F(x), up to its last batch norm and attention. */
    protected abstract Tensor residual(Tensor x);

    /** The channels of the output. */
    abstract int out();

    /** The batch norm that ends F; zero at the start, it makes the block the identity. */
    abstract BatchNorm2d lastNorm();

    @Override
    protected final Tensor forward(Tensor x) {
        return addReluInPlace(branch(x), shortcut.map(layer -> layer.call(x)).orElse(x));
    }

    @Override
    protected final Tensor forwardInPlace(Tensor x) {
        return shortcut.isPresent() ? forward(x) : addReluInPlace(x, branch(x));
    }

    private Tensor branch(Tensor x) {
        Tensor branch = residual(x);
        return isTraining() ? survival.apply(branch) : branch;
    }

    /** Lets {@link StochasticDepth} decide in training what of F(x) is left. */
    final void survive(UnaryOperator<Tensor> chance) {
        survival = chance;
    }

    /** Adds the shortcut where the shape changes. */
    protected final void addShortcut(Shortcut kind, int in, int stride) {
        if (stride != 1 || in != out()) {
            shortcut = Optional.of(child(kind.key(), kind.create(in, out(), stride)));
        }
    }

    /** Adds the attention for the output's channels; none is the identity. */
    protected final Layer addAttention(BlockAttention attention) {
        return attention.isNone()
                ? Sequential.of()
                : child(attention.key(), attention.factory().create(out()));
    }

    static Conv2d conv3x3(int in, int out, int stride, int groups) {
        return new Conv2d(Conv2d.options(in, out, 3)
                .stride(stride)
                .padding(1)
                .groups(groups)
                .withoutBias());
    }

    static Conv2d conv1x1(int in, int out, int stride) {
        return new Conv2d(Conv2d.options(in, out, 1).stride(stride).withoutBias());
    }
}
