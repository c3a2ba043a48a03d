package io.channelwise.nn;

import io.channelwise.runtime.Operator;
import io.channelwise.runtime.Scope;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * A convolution and the batch norm after it with kernels scaled once, and laid out for oneDNN on the processor, for
 * evaluation that repeats them with the same weights. A ReLU after them costs no pass of its own there.
 *
 * <p>It is a copy of weights, and tells by libtorch's version counters whether they have been written to since. It keeps
 * their memory alive, so that no others can come to lie at the same address.
 */
final class PackedConvolution implements AutoCloseable {

    private static final Optional<Operator> PACK = Operator.find("mkldnn::_reorder_convolution_weight", "");
    private static final Optional<Operator> CONVOLVE = Operator.find("mkldnn::_convolution_pointwise", "");
    private static final boolean AVAILABLE = PACK.isPresent() && CONVOLVE.isPresent();

    private final Geometry geometry;
    private final Tensor kernels;
    private final Tensor shifts;
    private final FoldedConvolution onGpu;
    private List<Source> sources;

    /** As the operators of oneDNN take it. */
    @SuppressWarnings("ArrayRecordComponent") // two of them are never compared
    private record Geometry(long[] padding, long[] stride, long[] dilation, int groups) {

        static Geometry of(Conv2d.Options options) {
            return new Geometry(
                    Square.of(options.padding()),
                    Square.of(options.stride()),
                    Square.of(options.dilation()),
                    options.groups());
        }
    }

    /** Weights as they were: a second handle to their memory, and how often they had been written to. */
    private record Source(Tensor alias, long address, long version) {

        static Source of(Tensor weights) {
            return new Source(owned(weights.detach()), weights.data_ptr().address(), weights._version());
        }

        boolean isStill(Tensor weights) {
            return weights._version() == version && weights.data_ptr().address() == address;
        }
    }

    /** Whether inputs like this one are computed so: on a GPU, or of float32, on the processor and channels-last. */
    static boolean takes(Tensor x) {
        return x.is_cuda() || isForOneDnn(x);
    }

    private static boolean isForOneDnn(Tensor x) {
        return AVAILABLE
                && x.numel() > 0
                && x.is_cpu()
                && x.scalar_type().intern() == ScalarType.Float
                && x.is_contiguous(MemoryFormat.ChannelsLast)
                && !torch.is_autocast_enabled(DeviceType.CPU);
    }

    /**
     * {@code norm(conv(x))} with the weights and running statistics of now.
     *
     * @param input the shape for which the layout is chosen; others are computed as well
     */
    PackedConvolution(Conv2d conv, BatchNorm2d norm, long[] input) {
        try (Scope scope = new Scope()) {
            Geometry g = Geometry.of(conv.options());
            Folding folded = Folding.of(conv, norm);
            boolean gpu = conv.weight().is_cuda();
            geometry = g;
            onGpu = gpu ? new FoldedConvolution(conv.options(), folded, FoldedConvolution.typeOnGpu()) : null;
            kernels = gpu ? null : owned(packed(folded.kernels(), g, input));
            shifts = gpu ? null : owned(folded.shifts());
            sources = sources(conv, norm).map(Source::of).toList();
        }
    }

    private static Tensor packed(Tensor kernels, Geometry g, long[] input) {
        return PACK.orElseThrow().tensor(kernels, g.padding, g.stride, g.dilation, g.groups, input);
    }

    private static Stream<Tensor> sources(Conv2d conv, BatchNorm2d norm) {
        Stream<Tensor> ofNorm = Stream.of(norm.weight(), norm.bias(), norm.runningMean(), norm.runningVar());
        return Stream.concat(Stream.of(conv.weight(), conv.bias()).filter(Objects::nonNull), ofNorm);
    }

    /** Lets go of what it was made of, which may be freed then and will not be asked for again. */
    void standAlone() {
        sources.stream().map(Source::alias).forEach(Pointer::deallocate);
        sources = List.of();
    }

    /** Whether these layers are those it was made of, unchanged; taken for granted when it stands alone. */
    boolean isOf(Conv2d conv, BatchNorm2d norm) {
        if (onGpu != null && !onGpu.isOf(FoldedConvolution.typeOnGpu())) {
            return false;
        }
        if (sources.isEmpty()) {
            return true;
        }
        try (Scope scope = new Scope()) {
            List<Tensor> now = sources(conv, norm).toList();
            return IntStream.range(0, now.size()).allMatch(i -> sources.get(i).isStill(now.get(i)));
        }
    }

    /** {@code norm(conv(x))}, or {@code relu(norm(conv(x)))}. */
    Tensor call(Tensor x, boolean relu) {
        if (onGpu != null) {
            return onGpu.call(x, relu);
        }
        return CONVOLVE.orElseThrow()
                .tensor(
                        x,
                        kernels,
                        shifts,
                        geometry.padding,
                        geometry.stride,
                        geometry.dilation,
                        geometry.groups,
                        relu ? "relu" : "none",
                        new Scalar[0],
                        "");
    }

    @Override
    public void close() {
        Stream.concat(Stream.of(kernels, shifts), sources.stream().map(Source::alias))
                .filter(Objects::nonNull)
                .forEach(Pointer::deallocate);
        if (onGpu != null) {
            onGpu.close();
        }
    }

    private static Tensor owned(Tensor tensor) {
        tensor.retainReference();
        return tensor;
    }
}
