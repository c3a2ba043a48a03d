package io.channelwise.nn;

import io.channelwise.runtime.Engine;
import io.channelwise.runtime.NoGrad;
import io.channelwise.runtime.Scope;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.MemoryFormat;

/**
 * A layer or a network: a tree of named children with parameters and buffers, and a {@link #forward}.
 *
 * <p>Names are state-dict keys: the parameter {@code weight} of the child {@code conv1} of the child {@code layer1.0} is
 * {@code layer1.0.conv1.weight}, as in PyTorch. A new layer is in training mode.
 *
 * <p>Calling a layer frees every intermediate tensor but the output. A layer owns its parameters until
 * {@link #close()}. Forward passes of one layer may run on several threads at once in evaluation mode.
 */
public abstract class Layer implements AutoCloseable {

    static {
        Engine.start();
    }

    private final Map<String, Tensor> parameters = new LinkedHashMap<>();
    private final Map<String, Tensor> buffers = new LinkedHashMap<>();
    private final Map<String, Layer> children = new LinkedHashMap<>();
    private boolean training = true;
    private boolean evalOnly;

    /** The formula. The caller frees the output, so it is no handle that the layer keeps. Callers use {@link #call}. */
    protected abstract Tensor forward(Tensor x);

    /**
     * The formula where nobody needs the input any more, neither for gradients nor to listen: it may be written over, and
     * handed back.
     */
    protected Tensor forwardInPlace(Tensor x) {
        return forward(x);
    }

    /** Computes the output for an input; shapes and errors are the layer's. */
    public final Tensor call(Tensor x) {
        return call(x, this::forward);
    }

    private Tensor call(Tensor x, UnaryOperator<Tensor> formula) {
        Listening.entered(this, x);
        Tensor y;
        try (Recomputation call = new Recomputation(this)) {
            y = scoped(x, formula);
            call.end(y);
        }
        Listening.exited(this, y);
        return y;
    }

    @SuppressWarnings("ReferenceEquality") // An in-place layer hands back the very handle it was given.
    private static Tensor scoped(Tensor x, UnaryOperator<Tensor> formula) {
        try (Scope scope = new Scope()) {
            Tensor y = formula.apply(x);
            return y == x ? y : scope.keep(y);
        }
    }

    /** The input sent through one layer after the other; each intermediate is released as soon as the next has used it. */
    protected static Tensor through(Tensor x, Layer... layers) {
        return through(x, List.of(layers));
    }

    /** The input sent through one layer after the other; each intermediate is released as soon as the next has used it. */
    @SuppressWarnings("ReferenceEquality") // An in-place layer hands back the very handle it was given.
    protected static Tensor through(Tensor x, List<? extends Layer> row) {
        List<? extends Layer> layers = Row.cheapest(row);
        Tensor y = x;
        int done = 0;
        while (done < layers.size()) {
            int fused = Fusion.length(layers, done, y);
            Layer reader = layers.get(done);
            Tensor next = fused > 1
                    ? Fusion.call(layers.subList(done, done + fused), y)
                    : reader.call(y, y != x && Row.isOwn(y) ? reader::forwardInPlace : reader::forward);
            if (y != x && y != next) {
                y.close();
                Recomputation.used(y, reader, next);
            }
            y = next;
            done += fused;
        }
        return y;
    }

    /** Adds a child under its state-dict name and returns it. */
    protected final <L extends Layer> L child(String name, L layer) {
        requireNewName(name);
        children.put(name, layer);
        return layer;
    }

    /** Adds a trainable tensor, which this layer owns from now on, and returns it. */
    protected final Tensor parameter(String name, Tensor tensor) {
        requireNewName(name);
        tensor.set_requires_grad(true);
        parameters.put(name, owned(tensor));
        return tensor;
    }

    /** Adds a tensor that is saved but not trained, which this layer owns from now on, and returns it. */
    protected final Tensor buffer(String name, Tensor tensor) {
        requireNewName(name);
        buffers.put(name, owned(tensor));
        return tensor;
    }

    /** Draws this layer's own parameters anew by PyTorch's default rule for it; children are not touched. */
    protected void reset(GeneratorOptional generator) {}

    /** Frees what evaluation has computed from the parameters to use it again. */
    protected void forget() {}

    /** Draws the parameters of the whole tree anew by PyTorch's default rules, in the order of the tree. */
    public final void resetAll(GeneratorOptional generator) {
        requireWeights();
        try (NoGrad guard = new NoGrad()) {
            layers().values().forEach(layer -> layer.reset(generator));
        }
    }

    /** This layer, named {@code ""}, and all below it by path, parents first. */
    public final Map<String, Layer> layers() {
        Map<String, Layer> all = new LinkedHashMap<>();
        collect("", all);
        return Collections.unmodifiableMap(all);
    }

    /** The direct children by name. */
    public final Map<String, Layer> children() {
        return Collections.unmodifiableMap(children);
    }

    /**
     * All trainable tensors of the tree by state-dict key, in PyTorch's order.
     *
     * @throws IllegalStateException after {@link #evalOnly}
     */
    public final Map<String, Tensor> parameters() {
        requireWeights();
        return gather(true, false);
    }

    /**
     * All parameters and buffers of the tree by state-dict key, in PyTorch's order.
     *
     * @throws IllegalStateException after {@link #evalOnly}
     */
    public final Map<String, Tensor> stateDict() {
        requireWeights();
        return gather(true, true);
    }

    /** The number of trainable values. */
    public final long parameterCount() {
        return parameters().values().stream().mapToLong(Tensor::numel).sum();
    }

    /** Sets training mode (batch statistics) for the tree, or evaluation mode (running statistics). */
    public final Layer train(boolean on) {
        if (on) {
            requireWeights();
        }
        layers().values().forEach(layer -> layer.training = on);
        if (on) {
            forgetAll();
        }
        return this;
    }

    /**
     * Sets evaluation mode for the tree. Passes without gradients keep a second copy of the kernels then, in the layout that
     * computes fastest, until training mode or {@link #close()}. It follows all that libtorch's operators write to the
     * weights; who writes through a raw pointer sets training mode and evaluation mode again.
     */
    public final Layer eval() {
        return train(false);
    }

    /**
     * Sets evaluation mode for good, so that kernels are held once: a convolution before a batch norm gives its own up when
     * they are first packed. From then on the tree is called without gradients, listeners and autocast, with images of
     * float32 in channels-last on the processor; asking for its weights, moving it and training mode throw
     * {@link IllegalStateException}.
     */
    public final Layer evalOnly() {
        eval();
        layers().values().stream().filter(layer -> !layer.evalOnly).forEach(layer -> {
            layer.forget();
            layer.evalOnly = true;
        });
        return this;
    }

    /** Whether the weights may have been given up. */
    protected final boolean isEvalOnly() {
        return evalOnly;
    }

    /** Whether batch statistics are used and updated. */
    public final boolean isTraining() {
        return training;
    }

    /** Moves parameters and buffers to a device. */
    public final Layer to(Device device) {
        replaceData(tensor -> tensor.to(device, tensor.scalar_type()));
        return this;
    }

    /** Lays four-dimensional parameters out in a memory format; inputs must follow suit to gain from it. */
    public final Layer to(MemoryFormat format) {
        replaceData(tensor -> tensor.dim() == 4 ? tensor.contiguous(format) : tensor);
        return this;
    }

    /** Forgets the gradients of all parameters. */
    public final void zeroGrad() {
        try (Scope scope = new Scope()) {
            for (Tensor parameter : parameters().values()) {
                parameter.mutable_grad().reset();
            }
        }
    }

    /** Frees parameters and buffers of the tree; the layer is of no use after it. */
    @Override
    public void close() {
        forgetAll();
        gather(true, true).values().forEach(Pointer::deallocate);
    }

    /** The layer and its configuration, {@code Conv2d(16, 32, kernel 3, stride 2)}. */
    @Override
    public String toString() {
        return getClass().getSimpleName();
    }

    private Map<String, Tensor> gather(boolean withParameters, boolean withBuffers) {
        Map<String, Tensor> all = new LinkedHashMap<>();
        layers().forEach((path, layer) -> {
            String prefix = path.isEmpty() ? "" : path + ".";
            if (withParameters) {
                layer.parameters.forEach((name, tensor) -> all.put(prefix + name, tensor));
            }
            if (withBuffers) {
                layer.buffers.forEach((name, tensor) -> all.put(prefix + name, tensor));
            }
        });
        return Collections.unmodifiableMap(all);
    }

    private void collect(String path, Map<String, Layer> all) {
        all.put(path, this);
        children.forEach((name, layer) -> layer.collect(path.isEmpty() ? name : path + "." + name, all));
    }

    private void forgetAll() {
        layers().values().forEach(Layer::forget);
    }

    private void replaceData(UnaryOperator<Tensor> change) {
        requireWeights();
        forgetAll();
        try (NoGrad guard = new NoGrad();
                Scope scope = new Scope()) {
            for (Tensor tensor : stateDict().values()) {
                tensor.set_data(change.apply(tensor));
            }
        }
    }

    private void requireWeights() {
        if (layers().values().stream().anyMatch(layer -> layer.evalOnly)) {
            throw new IllegalStateException(
                    this + ": evalOnly() has given up weights; allowed: calls in evaluation mode, and close()");
        }
    }

    private void requireNewName(String name) {
        if (children.containsKey(name) || parameters.containsKey(name) || buffers.containsKey(name)) {
            throw new IllegalArgumentException("name: " + name + "; allowed: one that the layer does not have yet");
        }
    }

    /** Outlives any scope in which the layer was built. */
    private static Tensor owned(Tensor tensor) {
        tensor.retainReference();
        return tensor;
    }
}
