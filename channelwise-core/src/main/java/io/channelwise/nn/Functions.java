package io.channelwise.nn;

import static io.channelwise.nn.Listening.heard;

import io.channelwise.nn.Operation.Arithmetic;
import io.channelwise.nn.Operation.Function;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The functions without parameters that a {@code forward} is written with. Listeners hear each one, which calls to
 * libtorch itself would hide from them.
 */
public final class Functions {

    private Functions() {}

    /** {@code max(x, 0)}, any shape. */
    public static Tensor relu(Tensor x) {
        return heard(new Operation.Activation(Function.RELU, x, torch.relu(x)));
    }

    /** {@code max(x, 0)} written over {@code x}, which must not be needed any more. */
    static Tensor reluInPlace(Tensor x) {
        torch.relu_(x);
        return heard(new Operation.Activation(Function.RELU, x, x));
    }

    /** {@code 1 / (1 + exp(-x))}, any shape. */
    public static Tensor sigmoid(Tensor x) {
        return heard(new Operation.Activation(Function.SIGMOID, x, torch.sigmoid(x)));
    }

    /** {@code exp(x) / sum(exp(x))} along a dimension, any shape. */
    public static Tensor softmax(Tensor x, int dimension) {
        return heard(new Operation.Softmax(x, dimension, torch.softmax(x, dimension)));
    }

    /** {@code a + b}; extents of 1 broadcast. */
    public static Tensor add(Tensor a, Tensor b) {
        return heard(new Operation.Binary(Arithmetic.ADD, a, b, torch.add(a, b)));
    }

    /** {@code max(a + b, 0)}, in one pass over fresh memory. */
    public static Tensor addRelu(Tensor a, Tensor b) {
        return reluInPlace(add(a, b));
    }

    /** The sum of tensors of one shape. */
    public static Tensor sum(List<Tensor> terms) {
        return terms.stream().reduce(Functions::add).orElseThrow();
    }

    /** {@code a * b}, element by element; extents of 1 broadcast. */
    public static Tensor multiply(Tensor a, Tensor b) {
        return heard(new Operation.Binary(Arithmetic.MULTIPLY, a, b, torch.mul(a, b)));
    }

    /** {@code [N, C, H, W]} to {@code [N, C * H * W]}. */
    public static Tensor flatten(Tensor x) {
        return heard(new Operation.Reshape(x, List.of(0L, -1L), x.flatten(1, -1)));
    }

    /** The values in another shape; one extent may be -1 for what remains. */
    public static Tensor reshape(Tensor x, long... shape) {
        List<Long> extents = Arrays.stream(shape).boxed().toList();
        return heard(new Operation.Reshape(x, extents, x.reshape(shape)));
    }

    /** One index of a dimension, which disappears. */
    public static Tensor select(Tensor x, int dimension, int index) {
        return heard(new Operation.Select(x, dimension, index, x.select(dimension, index)));
    }

    /** Every {@code step}-th row and column of {@code [N, C, H, W]}, from the first. */
    public static Tensor subsample(Tensor x, int step) {
        LongOptional open = new LongOptional();
        Tensor y = x.slice(2, open, open, step).slice(3, open, open, step);
        return heard(new Operation.Subsample(x, step, y));
    }

    /** {@code [N, C, H, W]} to {@code [N, before + C + after, H, W]} with channels of zeros. */
    public static Tensor padChannels(Tensor x, int before, int after) {
        Tensor y = torch.constant_pad_nd(x, new long[] {0, 0, 0, 0, before, after}, new Scalar(0));
        return heard(new Operation.PadChannels(x, before, after, y));
    }

    /**
     * Scales each channel of each image: {@code x * gates}, the last step of every channel attention.
     *
     * @param x {@code [N, C, H, W]}
     * @param gates {@code [N, C]} or {@code [N, C, 1, 1]}
     */
    public static Tensor scale(Tensor x, Tensor gates) {
        Tensor planes = gates.dim() == 4 ? gates : reshape(gates, -1, x.size(1), 1, 1);
        return multiply(x, planes);
    }
}
