package io.channelwise.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.channelwise.nn.Layer;
import io.channelwise.runtime.NoGrad;
import io.channelwise.runtime.Scope;
import io.channelwise.runtime.Tensors;
import io.channelwise.testing.DeterministicFill;
import io.channelwise.testing.Grid;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

/** Each attention equals its paper's equation, written out in plain Java. */
class AttentionDefinitionTest {

    private static final int N = 2;
    private static final int H = 5;
    private static final int W = 4;

    @Test
    void squeezeExcitationWithConvolutions() {
        assertEquals(SqueezeExcitationConv.authors(16), 16, (layer, x) -> {
            Grid hidden = x.mean().conv(layer, "fc1", 1, 1, 1).relu();
            return x.times(hidden.conv(layer, "fc2", 1, 1, 1).sigmoid());
        });
    }

    @Test
    void hiddenWidths() {
        assertThat(hidden(SqueezeExcitationConv.rounded(64))).isEqualTo(8);
        assertThat(hidden(SqueezeExcitationConv.rounded(192))).isEqualTo(16);
        assertThat(hidden(SqueezeExcitationConv.rounded(512))).isEqualTo(32);
        assertThat(hidden(SqueezeExcitationConv.authors(64))).isEqualTo(4);
    }

    private static long hidden(Layer layer) {
        return layer.parameters().get("fc1.weight").size(0);
    }

    @Test
    void efficientChannelAttention() {
        assertEquals(new EfficientChannelAttention(8, 3), 8, (layer, x) -> {
            float[] kernel = Tensors.floats(layer.parameters().get("conv.weight"));
            Grid mean = x.mean();
            Grid mixed = mean.map((n, c, i, j) -> IntStream.range(0, 3)
                    .filter(k -> c + k - 1 >= 0 && c + k - 1 < 8)
                    .mapToDouble(k -> kernel[k] * mean.at(n, c + k - 1, 0, 0))
                    .sum());
            return x.times(mixed.sigmoid());
        });
    }

    @Test
    void efficientChannelAttentionChoosesItsKernel() {
        int[] channels = {1, 16, 64, 128, 256, 512, 1024, 2048};

        assertThat(Arrays.stream(channels).map(EfficientChannelAttention::kernelFor))
                .containsExactly(3, 3, 3, 5, 5, 5, 5, 7);
        assertThat(new EfficientChannelAttention(256)
                        .parameters()
                        .get("conv.weight")
                        .shape())
                .containsExactly(1, 1, 5);
    }

    @Test
    void convolutionalBlockAttention() {
        assertEquals(new ConvolutionalBlockAttention(8, 4), 8, (layer, x) -> {
            Grid gates = mlp(layer, x.mean()).plus(mlp(layer, x.max())).sigmoid();
            Grid y = x.times(gates);
            Grid described = Grid.of(N, 2, H, W, (n, c, i, j) -> {
                double[] pixel = pixel(y, n, i, j);
                return c == 0
                        ? Arrays.stream(pixel).average().orElseThrow()
                        : Arrays.stream(pixel).max().orElseThrow();
            });
            Grid places = described.conv(layer, "spatial.conv.conv", 1, 1, 1).norm(layer, "spatial.conv.bn");
            return y.times(places.sigmoid());
        });
    }

    private static Grid mlp(Layer layer, Grid pooled) {
        return pooled.conv(layer, "channel.fc1", 1, 1, 1).relu().conv(layer, "channel.fc2", 1, 1, 1);
    }

    private static double[] pixel(Grid x, int n, int i, int j) {
        return IntStream.range(0, x.c()).mapToDouble(c -> x.at(n, c, i, j)).toArray();
    }

    @Test
    void spatialAndChannelSqueezeExcitation() {
        assertEquals(new SpatialChannelSqueezeExcitation(6), 6, (layer, x) -> {
            Grid hidden = x.mean().conv(layer, "cSE.1", 1, 1, 1).relu();
            Grid channels = x.times(hidden.conv(layer, "cSE.3", 1, 1, 1).sigmoid());
            return channels.plus(x.times(x.conv(layer, "sSE.0", 1, 1, 1).sigmoid()));
        });
    }

    @Test
    void gatherExciteOfGlobalExtent() {
        assertEquals(GatherExcite.global(3), 3, (layer, x) -> x.times(x.mean().sigmoid()));
    }

    @Test
    void gatherExciteByAverages() {
        assertEquals(GatherExcite.averaged(3, 2), 3, (layer, x) -> {
            Grid gates = Grid.of(N, 3, 3, 2, (n, c, i, j) -> average(x, n, c, 2 * i, 2 * j))
                    .sigmoid();
            return x.times(nearest(gates));
        });
    }

    /** Of the 3x3 pixels around one, without those outside. */
    private static double average(Grid x, int n, int c, int row, int column) {
        return IntStream.rangeClosed(row - 1, row + 1)
                .filter(i -> i >= 0 && i < H)
                .boxed()
                .flatMapToDouble(i -> IntStream.rangeClosed(column - 1, column + 1)
                        .filter(j -> j >= 0 && j < W)
                        .mapToDouble(j -> x.at(n, c, i, j)))
                .average()
                .orElseThrow();
    }

    private static Grid nearest(Grid gates) {
        return Grid.of(N, gates.c(), H, W, (n, c, i, j) -> gates.at(n, c, i * gates.h() / H, j * gates.w() / W));
    }

    @Test
    void gatherExciteByConvolutions() {
        assertEquals(GatherExcite.learned(4, 4), 4, (layer, x) -> {
            Grid half = x.conv(layer, "gather.conv1", 2, 1, 4)
                    .norm(layer, "gather.norm1")
                    .relu();
            Grid quarter = half.conv(layer, "gather.conv2", 2, 1, 4).norm(layer, "gather.norm2");
            return x.times(nearest(quarter.sigmoid()));
        });
    }

    @Test
    void styleRecalibration() {
        assertEquals(new StyleRecalibration(5), 5, (layer, x) -> {
            float[] weights = Tensors.floats(layer.parameters().get("cfc.weight"));
            Grid mean = x.mean();
            Grid style = mean.map((n, c, i, j) ->
                    weights[2 * c] * mean.at(n, c, 0, 0) + weights[2 * c + 1] * deviation(x.plane(n, c)));
            return x.times(style.norm(layer, "bn").sigmoid());
        });
    }

    private static double deviation(double[] plane) {
        double mean = Arrays.stream(plane).average().orElseThrow();
        double variance = Arrays.stream(plane)
                .map(value -> (value - mean) * (value - mean))
                .average()
                .orElseThrow();
        return Math.sqrt(variance + 1e-5);
    }

    @Test
    void splitAttention() {
        assertEquals(new SplitAttention(4, 6, 2), 4, (layer, x) -> {
            Grid u = x.conv(layer, "conv", 2, 1, 2).norm(layer, "bn0").relu();
            Grid first = u.channels(0, 6);
            Grid second = u.channels(6, 6);
            Grid hidden = first.plus(second)
                    .mean()
                    .conv(layer, "fc1", 1, 1, 1)
                    .norm(layer, "bn1")
                    .relu();
            return select(first, second, hidden.conv(layer, "fc2", 1, 1, 1));
        });
    }

    @Test
    void selectiveKernelWithSplitInput() {
        TimmSelectiveKernel.Options options = new TimmSelectiveKernel.Options(4, 8, 1, 1, 2, 4, true);
        assertEquals(new TimmSelectiveKernel(options), 4, (layer, x) -> {
            Grid first = x.channels(0, 2)
                    .conv(layer, "paths.0.conv", 1, 1, 1)
                    .norm(layer, "paths.0.bn")
                    .relu();
            Grid second = x.channels(2, 2)
                    .conv(layer, "paths.1.conv", 1, 2, 1)
                    .norm(layer, "paths.1.bn")
                    .relu();
            Grid fused = first.plus(second)
                    .mean()
                    .conv(layer, "attn.fc_reduce", 1, 1, 1)
                    .norm(layer, "attn.bn")
                    .relu();
            return select(first, second, fused.conv(layer, "attn.fc_select", 1, 1, 1));
        });
    }

    /** The softmax of two logits is the sigmoid of their difference. */
    private static Grid select(Grid first, Grid second, Grid logits) {
        int c = first.c();
        Grid gate = Grid.of(N, c, 1, 1, (n, k, i, j) -> logits.at(n, k, 0, 0) - logits.at(n, c + k, 0, 0))
                .sigmoid();
        return first.times(gate).plus(second.times(gate.each(value -> 1 - value)));
    }

    @FunctionalInterface
    private interface Definition {
        Grid apply(Layer layer, Grid x);
    }

    private static void assertEquals(Layer layer, int channels, Definition definition) {
        try (Scope scope = new Scope();
                NoGrad guard = new NoGrad();
                layer) {
            DeterministicFill.fill(layer);
            Tensor input = DeterministicFill.input("input", N, channels, H, W);

            Grid actual = Grid.of(layer.eval().call(input));

            Grid expected = definition.apply(layer, Grid.of(input));
            assertThat(actual.values()).hasSameSizeAs(expected.values());
            assertThat(actual.values()).containsExactly(expected.values(), within(1e-5));
        }
    }
}
