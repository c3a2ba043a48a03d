package io.channelwise.nn;

import static io.channelwise.nn.Listening.heard;
import static io.channelwise.nn.Listening.read;

import io.channelwise.nn.Operation.Arithmetic;
import io.channelwise.nn.Operation.Function;
import io.channelwise.nn.Operation.Reduce;
import io.channelwise.runtime.Operator;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The functions without parameters that a {@code forward} is written with. Listeners hear each one, which calls to
 * libtorch itself would hide from them.
 *
 * <p>Each hands out the type that it was given, of two the wider one. Autocast alone would not: some results it makes
 * float32, others on a GPU than on the processor, and what is mixed after that fails or doubles the memory.
 */
public final class Functions {

    private static final Operator ADD_RELU = Operator.named("aten::_add_relu_", "Tensor");

    private Functions() {}

    /** {@code max(x, 0)}, any shape. */
    public static Tensor relu(Tensor x) {
        return heard(new Operation.Activation(Function.RELU, x, torch.relu(x)));
    }

    /** {@code max(x, 0)} written over {@code x}, which must not be needed any more. */
    static Tensor reluInPlace(Tensor x) {
        torch.relu_(x);
        Recomputation.rectified(x);
        return heard(new Operation.Activation(Function.RELU, x, x));
    }

    /** {@code 1 / (1 + exp(-x))}, any shape. */
    public static Tensor sigmoid(Tensor x) {
        Tensor y = torch.sigmoid(read(Operation.Activation.class, x));
        return heard(new Operation.Activation(Function.SIGMOID, x, y));
    }

    /** {@code exp(x) / sum(exp(x))} along a dimension, any shape. */
    public static Tensor softmax(Tensor x, int dimension) {
        Tensor y = inTypeOf(x, torch.softmax(read(Operation.Softmax.class, x), dimension));
        return heard(new Operation.Softmax(x, dimension, y));
    }

    /** {@code a + b}; extents of 1 broadcast. */
    public static Tensor add(Tensor a, Tensor b) {
        List<Tensor> read = read(Operation.Binary.class, List.of(a, b));
        return heard(new Operation.Binary(Arithmetic.ADD, a, b, torch.add(read.get(0), read.get(1))));
    }

    /** {@code max(a + b, 0)}, in one pass over fresh memory. */
    public static Tensor addRelu(Tensor a, Tensor b) {
        return reluInPlace(add(a, b));
    }

    /**
     * {@code max(a + b, 0)} written over {@code a}, which must not be needed any more, neither by a later operation nor for
     * the gradient of the one that made it: outputs of batch norms and products qualify. A listener hears it as two
     * operations, the first of them with memory of its own.
     */
    public static Tensor addReluInPlace(Tensor a, Tensor b) {
        if (Listening.isOn()) {
            return addRelu(a, b);
        } else if (GradMode.is_enabled() || !isFloatOnCpu(a) || !isFloatOnCpu(b)) {
            return a.add_(b).relu_();
        }
        // One pass; libtorch has no gradient for it, nor other kernels.
        ADD_RELU.call(a, b, 1);
        return a;
    }

    private static boolean isFloatOnCpu(Tensor x) {
        return x.is_cpu() && x.scalar_type().intern() == ScalarType.Float;
    }

    /**
     * The mean of feature maps {@code [N, C, H, W]}, weighted in each channel: {@code sum_i gates_i * maps_i}.
     *
     * @param gates {@code [N, M, C, 1, 1]}, which add up to 1 over the M maps, as a softmax makes them
     */
    public static Tensor blend(Tensor gates, List<Tensor> maps) {
        if (maps.size() == 2 && !Listening.isOn()) {
            // The second gate is what the first leaves: one pass over the maps, where the sum below takes three.
            return torch.lerp(
                    inTypeOf(maps.get(0), maps.get(1)), maps.get(0), inTypeOf(maps.get(0), gates.select(1, 0)));
        }
        Tensor alike = inTypeOf(maps.get(0), gates);
        return sum(IntStream.range(0, maps.size())
                .mapToObj(i -> multiply(select(alike, 1, i), maps.get(i)))
                .toList());
    }

    /** The sum of tensors of one shape. */
    public static Tensor sum(List<Tensor> terms) {
        return terms.stream().reduce(Functions::add).orElseThrow();
    }

    /**
     * The sum of feature maps {@code [N, C, H, W]} as far as its global average goes: what is returned has that average. Where
     * nobody listens it is the sum of the averages, {@code [N, C, 1, 1]}, which reads each map once and writes none.
     */
    public static Tensor sumToAverage(List<Tensor> maps) {
        return Listening.isOn()
                ? sum(maps)
                : sum(maps.stream().map(AdaptiveAvgPool2d::mean).toList());
    }

    /** {@code a * b}, element by element; extents of 1 broadcast. */
    public static Tensor multiply(Tensor a, Tensor b) {
        List<Tensor> read = read(Operation.Binary.class, List.of(a, b));
        return heard(new Operation.Binary(Arithmetic.MULTIPLY, a, b, torch.mul(read.get(0), read.get(1))));
    }

    /** {@code [N, C, H, W]} to {@code [N, C * H * W]}. */
    public static Tensor flatten(Tensor x) {
        Tensor y = read(Operation.Reshape.class, x).flatten(1, -1);
        return heard(new Operation.Reshape(x, List.of(0L, -1L), y));
    }

    /** The values in another shape; one extent may be -1 for what remains. */
    public static Tensor reshape(Tensor x, long... shape) {
        List<Long> extents = Arrays.stream(shape).boxed().toList();
        return heard(new Operation.Reshape(
                x, extents, read(Operation.Reshape.class, x).reshape(shape)));
    }

    /** One index of a dimension, which disappears. */
    public static Tensor select(Tensor x, int dimension, int index) {
        Tensor y = read(Operation.Select.class, x).select(dimension, index);
        return heard(new Operation.Select(x, dimension, index, y));
    }

    /** Every {@code step}-th row and column of {@code [N, C, H, W]}, from the first. */
    public static Tensor subsample(Tensor x, int step) {
        Tensor y = subsampled(read(Operation.Subsample.class, x), step);
        return heard(new Operation.Subsample(x, step, y));
    }

    /** The same as part of another operation: by pooling of single pixels, whose gradient takes less than that of a view. */
    static Tensor subsampled(Tensor x, int step) {
        return torch.avg_pool2d(x, Square.of(1), Square.of(step), Square.of(0), false, true, new LongOptional());
    }

    /** {@code [N, C, H, W]} to {@code [N, before + C + after, H, W]} with channels of zeros. */
    public static Tensor padChannels(Tensor x, int before, int after) {
        long[] padding = {0, 0, 0, 0, before, after};
        Tensor y = torch.constant_pad_nd(read(Operation.PadChannels.class, x), padding, new Scalar(0));
        return heard(new Operation.PadChannels(x, before, after, y));
    }

    /**
     * Parts of equal extent along a dimension, in order; their gradients are joined in one pass.
     *
     * @param parts how many; the extent is a multiple of it
     */
    public static List<Tensor> split(Tensor x, int dimension, int parts) {
        Arguments.divisible("extent", Math.toIntExact(x.size(dimension)), "parts", parts);
        int length = Math.toIntExact(x.size(dimension) / parts);
        TensorVector made = torch.split(read(Operation.Narrow.class, x), length, dimension);
        return IntStream.range(0, parts)
                .mapToObj(i -> heard(new Operation.Narrow(x, dimension, i * length, length, new Tensor(made.get(i)))))
                .toList();
    }

    /** Tensors one after the other along a dimension; their other extents are equal. */
    public static Tensor concat(int dimension, Tensor... parts) {
        List<Tensor> inputs = List.of(parts);
        Tensor[] read = read(Operation.Concat.class, inputs).toArray(Tensor[]::new);
        return heard(new Operation.Concat(inputs, dimension, torch.cat(new TensorVector(read), dimension)));
    }

    /** The mean of each pixel's channels: {@code [N, C, H, W]} to {@code [N, 1, H, W]}. */
    public static Tensor channelMean(Tensor x) {
        Tensor read = read(Operation.ReduceChannels.class, x);
        Tensor y = torch.mean(read, new long[] {1}, true, new ScalarTypeOptional());
        return heard(new Operation.ReduceChannels(Reduce.AVERAGE, x, y));
    }

    /** The greatest of each pixel's channels: {@code [N, C, H, W]} to {@code [N, 1, H, W]}. */
    public static Tensor channelMax(Tensor x) {
        Tensor y = torch.amax(read(Operation.ReduceChannels.class, x), new long[] {1}, true);
        return heard(new Operation.ReduceChannels(Reduce.MAX, x, y));
    }

    /**
     * The standard deviation of each channel of each image over its H W pixels, {@code sqrt(variance + epsilon)}:
     * {@code [N, C, H, W]} to {@code [N, C, 1, 1]}. The epsilon keeps the gradient finite where a channel is constant.
     */
    public static Tensor deviation(Tensor x, double epsilon) {
        long[] plane = {2, 3};
        ScalarTypeOptional same = new ScalarTypeOptional();
        Tensor read = read(Operation.Deviation.class, x);
        Tensor centred = torch.sub(read, torch.mean(read, plane, true, same));
        Tensor variance = torch.mean(centred.square(), plane, true, same);
        Tensor y = inTypeOf(x, torch.add(variance, new Scalar(epsilon)).sqrt());
        return heard(new Operation.Deviation(x, epsilon, y));
    }

    /** {@code [N, C, h, w]} to the extent of {@code like}, {@code [N, C, H, W]}: each pixel takes the nearest one's value. */
    public static Tensor resizeNearest(Tensor x, Tensor like) {
        DoubleOptional bySize = new DoubleOptional();
        Tensor read = read(Operation.ResizeNearest.class, x);
        Tensor y = torch.upsample_nearest2d(read, new long[] {like.size(2), like.size(3)}, bySize, bySize);
        return heard(new Operation.ResizeNearest(x, like, inTypeOf(x, y)));
    }

    /**
     * Scales each channel of each image: {@code x * gates}, the last step of every channel attention.
     *
     * @param x {@code [N, C, H, W]}
     * @param gates {@code [N, C]}, {@code [N, C, 1, 1]}, or for each pixel {@code [N, C, H, W]} or {@code [N, 1, H, W]}
     */
    public static Tensor scale(Tensor x, Tensor gates) {
        return multiply(x, planes(x, gates));
    }

    /** As {@link #scale}, written over {@code x}, which must not be needed any more; a listener gets memory of its own. */
    public static Tensor scaleInPlace(Tensor x, Tensor gates) {
        if (Listening.isOn()) {
            return scale(x, gates);
        }
        x.mul_(planes(x, gates));
        return x;
    }

    private static Tensor planes(Tensor x, Tensor gates) {
        Tensor alike = inTypeOf(x, gates);
        return alike.dim() == 4 ? alike : reshape(alike, -1, x.size(1), 1, 1);
    }

    /** {@code y} in the type of {@code x}: itself, as a listener knows it, unless autocast has made it of another. */
    static Tensor inTypeOf(Tensor x, Tensor y) {
        ScalarType type = x.scalar_type().intern();
        return y.scalar_type().intern() == type ? y : y.to(type);
    }
}
