package io.channelwise.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.channelwise.runtime.NoGrad;
import io.channelwise.runtime.Scope;
import io.channelwise.runtime.Tensors;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What training computes in fewer passes is what the formula says, and so are the gradients. */
class TrainingPassesTest {

    private final Scope scope = new Scope();

    @AfterEach
    void free() {
        scope.close();
    }

    private static Tensor images(int channels, int height, int width) {
        return Tensors.empty(2, channels, height, width).normal_().set_requires_grad(true);
    }

    /** Of a sum with weights of its own for each value, so that no two gradients are equal. */
    private static float[] gradient(Tensor y, Tensor x) {
        x.mutable_grad().reset();
        torch.mul(y, torch.linspace(new Scalar(0), new Scalar(1), y.numel()).reshape(y.shape()))
                .sum()
                .backward();
        return Tensors.floats(x.grad());
    }

    private static void assertClose(float[] actual, float[] expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < actual.length; i++) {
            assertThat((double) actual[i]).isCloseTo(expected[i], within(1e-4 * (1 + Math.abs(expected[i]))));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "3, 2, 2, 2, 2",
        "3, 4, 2, 2, 2",
        "3, 3, 6, 3, 3",
        "5, 2, 4, 2, 2",
        "1, 2, 0, 2, 2",
        "1, 1, 0, 1, 1",
        "3, 2, 1, 2, 1"
    })
    void convolutionsMeetThePixelsThatTheirGeometryMeets(int kernel, int stride, int padding, int dilation, int step) {
        Conv2d.Options options = Conv2d.options(4, 6, kernel)
                .stride(stride)
                .padding(padding)
                .dilation(dilation)
                .groups(2);
        assertThat(options.step()).isEqualTo(step);
        try (Conv2d conv = new Conv2d(options)) {
            for (int extent = 9; extent <= 13; extent++) {
                Tensor x = images(4, extent, extent + 3);
                x.set_data(x.contiguous(extent % 2 == 0 ? MemoryFormat.Contiguous : MemoryFormat.ChannelsLast));
                Tensor expected = formula(conv, x);
                Tensor actual = conv.call(x);

                assertThat(actual.shape()).isEqualTo(expected.shape());
                assertClose(Tensors.floats(actual), Tensors.floats(expected));
                assertClose(gradient(actual, x), gradient(expected, x));
                assertClose(gradient(conv.call(x), conv.weight()), gradient(formula(conv, x), conv.weight()));
            }
        }
    }

    private static Tensor formula(Conv2d conv, Tensor x) {
        Conv2d.Options o = conv.options();
        long[] dilation = {o.dilation(), o.dilation()};
        long[] padding = {o.padding(), o.padding()};
        long[] stride = {o.stride(), o.stride()};
        return torch.conv2d(x, conv.weight(), new TensorOptional(conv.bias()), stride, padding, dilation, o.groups());
    }

    @Test
    void nothingIsComputedOfNoImages() {
        try (Conv2d conv = new Conv2d(Conv2d.options(4, 6, 1))) {
            Tensor none = Tensors.empty(0, 4, 5, 5).contiguous(MemoryFormat.ChannelsLast);
            assertThat(conv.call(none).shape()).containsExactly(0, 6, 5, 5);
        }
    }

    @Test
    void outputsStayChannelsLast() {
        try (Conv2d conv = new Conv2d(Conv2d.options(4, 6, 1))) {
            Tensor x = images(4, 5, 6).contiguous(MemoryFormat.ChannelsLast);
            assertThat(conv.call(x).is_contiguous(MemoryFormat.ChannelsLast)).isTrue();
        }
    }

    @Test
    void poolingBeforeReluGivesTheSameOutputAndGradient() {
        ReLU relu = new ReLU();
        MaxPool2d pool = new MaxPool2d(3, 2, 1);
        Tensor x = images(3, 9, 10);
        try (NoGrad guard = new NoGrad()) {
            x.select(0, 0).sub_(new Scalar(3));
        }
        Tensor expected = pool.call(relu.call(x));
        Tensor actual = Sequential.of(relu, pool).call(x);

        assertThat(Row.cheapest(List.of(relu, pool))).isEqualTo(List.of(pool, relu));
        assertThat(Tensors.floats(actual)).containsExactly(Tensors.floats(expected));
        assertThat(gradient(actual, x)).containsExactly(gradient(expected, x));
    }

    @Test
    void partsOfUnequalExtentAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Functions.split(images(6, 4, 5), 1, 4))
                .withMessageContaining("a multiple of parts, 4");
    }

    @Test
    void partsHaveTheGradientsOfTheirChannels() {
        Tensor x = images(6, 4, 5);
        List<Tensor> parts = Functions.split(x, 1, 3);

        for (int i = 0; i < 3; i++) {
            Tensor expected = x.narrow(1, 2 * i, 2);
            assertThat(Tensors.floats(parts.get(i))).containsExactly(Tensors.floats(expected));
            assertThat(gradient(parts.get(i).square(), x)).containsExactly(gradient(expected.square(), x));
        }
    }
}
