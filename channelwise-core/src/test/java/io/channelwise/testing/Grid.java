package io.channelwise.testing;

import io.channelwise.nn.Layer;
import io.channelwise.runtime.Tensors;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.bytedeco.pytorch.Tensor;

/** {@code [N, C, H, W]} values in plain Java, and the arithmetic of layers as a textbook writes it. */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Grid(int n, int c, int h, int w, double[] values) {

    /** One value by its indices. */
    @FunctionalInterface
    public interface Cell {
        double at(int n, int c, int i, int j);
    }

    /** A copy of a tensor. */
    public static Grid of(Tensor tensor) {
        int[] shape = Arrays.stream(tensor.shape()).mapToInt(Math::toIntExact).toArray();
        float[] floats = Tensors.floats(tensor);
        double[] values = new double[floats.length];
        Arrays.setAll(values, i -> floats[i]);
        return new Grid(shape[0], shape[1], shape[2], shape[3], values);
    }

    /** Every cell by a formula. */
    public static Grid of(int n, int c, int h, int w, Cell cell) {
        double[] values = new double[n * c * h * w];
        Arrays.setAll(values, i -> cell.at(i / (c * h * w), i / (h * w) % c, i / w % h, i % w));
        return new Grid(n, c, h, w, values);
    }

    public double at(int image, int channel, int i, int j) {
        return values[((image * c + channel) * h + i) * w + j];
    }

    /** The same shape by a formula. */
    public Grid map(Cell cell) {
        return of(n, c, h, w, cell);
    }

    /** Each value by a function. */
    public Grid each(DoubleUnaryOperator function) {
        return new Grid(n, c, h, w, Arrays.stream(values).map(function).toArray());
    }

    /** The pixels of one channel. */
    public double[] plane(int image, int channel) {
        int from = (image * c + channel) * h * w;
        return Arrays.copyOfRange(values, from, from + h * w);
    }

    /** {@code [N, C, 1, 1]}, the mean of each plane. */
    public Grid mean() {
        return of(
                n, c, 1, 1, (b, k, i, j) -> Arrays.stream(plane(b, k)).average().orElseThrow());
    }

    /** {@code [N, C, 1, 1]}, the maximum of each plane. */
    public Grid max() {
        return of(n, c, 1, 1, (b, k, i, j) -> Arrays.stream(plane(b, k)).max().orElseThrow());
    }

    /** Convolution by the layer of this name, zero-padded by {@code dilation * (kernel / 2)}. */
    public Grid conv(Layer layer, String name, int stride, int dilation, int groups) {
        Grid kernel = of(layer.stateDict().get(name + ".weight"));
        Tensor biases = layer.stateDict().get(name + ".bias");
        float[] bias = biases == null ? new float[kernel.n] : Tensors.floats(biases);
        int outH = (h - 1) / stride + 1;
        int outW = (w - 1) / stride + 1;
        return of(
                n,
                kernel.n,
                outH,
                outW,
                (b, k, i, j) -> bias[k]
                        + window(kernel, k, b, k / (kernel.n / groups) * kernel.c, i * stride, j * stride, dilation));
    }

    private double window(Grid kernel, int out, int image, int first, int row, int column, int dilation) {
        double sum = 0;
        for (int k = 0; k < kernel.c; k++) {
            for (int u = 0; u < kernel.h; u++) {
                for (int v = 0; v < kernel.w; v++) {
                    int i = row + (u - kernel.h / 2) * dilation;
                    int j = column + (v - kernel.w / 2) * dilation;
                    if (i >= 0 && i < h && j >= 0 && j < w) {
                        sum += kernel.at(out, k, u, v) * at(image, first + k, i, j);
                    }
                }
            }
        }
        return sum;
    }

    /** Batch norm with running statistics by the layer of this name. */
    public Grid norm(Layer layer, String name) {
        float[] weight = Tensors.floats(layer.stateDict().get(name + ".weight"));
        float[] bias = Tensors.floats(layer.stateDict().get(name + ".bias"));
        float[] mean = Tensors.floats(layer.stateDict().get(name + ".running_mean"));
        float[] variance = Tensors.floats(layer.stateDict().get(name + ".running_var"));
        return map((b, k, i, j) -> (at(b, k, i, j) - mean[k]) / Math.sqrt(variance[k] + 1e-5) * weight[k] + bias[k]);
    }

    public Grid relu() {
        return each(value -> Math.max(value, 0));
    }

    public Grid sigmoid() {
        return each(value -> 1 / (1 + Math.exp(-value)));
    }

    public Grid plus(Grid other) {
        return map((b, k, i, j) -> at(b, k, i, j) + other.at(b, k, i, j));
    }

    /** Times gates whose extents of 1 stand for all. */
    public Grid times(Grid gates) {
        return map((b, k, i, j) ->
                at(b, k, i, j) * gates.at(b, gates.c == 1 ? 0 : k, gates.h == 1 ? 0 : i, gates.w == 1 ? 0 : j));
    }

    /** {@code count} channels from one on. */
    public Grid channels(int from, int count) {
        return of(n, count, h, w, (b, k, i, j) -> at(b, from + k, i, j));
    }
}
