package io.channelwise.attention;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.channelwise.nn.Layer;
import io.channelwise.runtime.Scope;
import io.channelwise.runtime.Tensors;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Wrong arguments are named with their value and what is allowed. */
class AttentionArgumentsTest {

    static Stream<Arguments> wrong() {
        return Stream.of(
                wrong("channels: 8; allowed: 16 or more", () -> SqueezeExcitationConv.authors(8)),
                wrong("channels: 0; allowed: 1 or more", () -> SqueezeExcitationConv.rounded(0)),
                wrong("hidden: 0; allowed: 1 or more", () -> new SqueezeExcitationConv(8, 0)),
                wrong("channels: 0; allowed: 1 or more", () -> new EfficientChannelAttention(0)),
                wrong("kernel: 4; allowed: an odd number", () -> new EfficientChannelAttention(8, 4)),
                wrong("channels: 8; allowed: 16 or more", () -> new ConvolutionalBlockAttention(8)),
                wrong("reduction: 9; allowed: 1 to 8", () -> new ConvolutionalBlockAttention(8, 9)),
                wrong("kernel: 2; allowed: an odd number", () -> new SpatialAttention(2)),
                wrong("channels: 1; allowed: 2 or more", () -> new SpatialChannelSqueezeExcitation(1)),
                wrong("reduction: 0; allowed: 1 to 8", () -> new SpatialChannelSqueezeExcitation(8, 0)),
                wrong("channels: -1; allowed: 1 or more", () -> GatherExcite.global(-1)),
                wrong("extent: 1; allowed: 2 or more", () -> GatherExcite.averaged(8, 1)),
                wrong("extent: 6; allowed: a power of two", () -> GatherExcite.learned(8, 6)),
                wrong("channels: 0; allowed: 1 or more", () -> new StyleRecalibration(0)),
                wrong("in: 5; allowed: a multiple of radix, 2", () -> new SplitAttention(5, 8, 1)),
                wrong("radix: 1; allowed: 2 or more", () -> new SplitAttention(8, 8, 1, 1)),
                wrong("in: 5; allowed: a multiple of paths, 2", () -> timm(5, 16)),
                wrong("reduction: 16; allowed: 1 to 8", () -> timm(8, 8)));
    }

    private static TimmSelectiveKernel.Options timm(int in, int out) {
        return new TimmSelectiveKernel.Options(in, out, 1, 1, 16, 8, true);
    }

    private static Arguments wrong(String message, ThrowingCallable call) {
        return Arguments.of(message, call);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrong")
    void namesTheArgument(String message, ThrowingCallable call) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessageContaining(message);
    }

    static Stream<Layer> attentions() {
        return Stream.of(
                new SqueezeExcitationConv(8, 2),
                new EfficientChannelAttention(8),
                new ConvolutionalBlockAttention(8, 2),
                new SpatialChannelSqueezeExcitation(8),
                GatherExcite.global(8),
                new StyleRecalibration(8),
                new SplitAttention(8, 8, 1),
                new TimmSelectiveKernel(new TimmSelectiveKernel.Options(8, 8, 1, 1, 2, 8, true)));
    }

    @ParameterizedTest
    @MethodSource("attentions")
    void refusesAnotherNumberOfChannels(Layer attention) {
        try (Scope scope = new Scope();
                attention) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> attention.call(Tensors.empty(1, 6, 4, 4)))
                    .withMessage("input of " + attention + ": [1, 6, 4, 4]; allowed: [N, 8, H, W]");
        }
    }
}
