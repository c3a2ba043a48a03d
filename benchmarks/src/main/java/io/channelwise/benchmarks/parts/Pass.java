package io.channelwise.benchmarks.parts;

import io.channelwise.inference.MemoryLayout;
import io.channelwise.nn.ForwardListener;
import io.channelwise.nn.Layer;
import io.channelwise.runtime.NoGrad;
import io.channelwise.runtime.Scope;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorArrayRefOptional;
import org.bytedeco.pytorch.global.torch;

/** Passes through something that has an output, which free all that they make. */
final class Pass {

    private final Supplier<Tensor> output;
    private final Collection<Tensor> leaves;
    private final Tensor gradient;

    /**
     * @param output computes it
     * @param leaves the tensors that get a gradient
     */
    Pass(Supplier<Tensor> output, Collection<Tensor> leaves) {
        this.output = output;
        this.leaves = leaves;
        this.gradient = gradient(output);
    }

    /** Through a layer, whose kernels are laid out channels-last. */
    static Pass of(Layer layer, Tensor x) {
        layer.to(MemoryLayout.CHANNELS_LAST.format());
        return new Pass(() -> layer.call(x), leaves(layer, x));
    }

    /** Through a layer while a listener hears each operation, so that none is fused, made again, or written another way. */
    static Pass byFormula(Layer layer, Tensor x) {
        layer.to(MemoryLayout.CHANNELS_LAST.format());
        ForwardListener listener = new ForwardListener() {};
        return new Pass(() -> ForwardListener.listen(listener, () -> layer.call(x)), leaves(layer, x));
    }

    private static List<Tensor> leaves(Layer layer, Tensor x) {
        List<Tensor> leaves = new ArrayList<>(layer.parameters().values());
        leaves.add(x);
        return leaves;
    }

    /** Any that is laid out as the output is. */
    private static Tensor gradient(Supplier<Tensor> output) {
        try (Scope scope = new Scope();
                NoGrad guard = new NoGrad()) {
            return scope.keep(torch.randn_like(output.get()));
        }
    }

    /** Computes the output without gradients. */
    void forward() {
        try (Scope scope = new Scope();
                NoGrad guard = new NoGrad()) {
            output.get().close();
        }
    }

    /** Computes the output and the gradients of all leaves, anew. */
    void forwardAndBackward() {
        try (Scope scope = new Scope()) {
            leaves.forEach(leaf -> leaf.mutable_grad().reset());
            output.get().backward(gradient, new BoolOptional(), false, new TensorArrayRefOptional());
        }
    }
}
