package io.channelwise.attention;

import io.channelwise.nn.Layer;
import io.channelwise.testing.GradientCheck;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The gradients of each attention equal central differences. */
class AttentionGradientTest {

    static Stream<Layer> attentions() {
        return Stream.of(
                new SqueezeExcitation(4, 2),
                new SqueezeExcitationConv(4, 2),
                new EfficientChannelAttention(4),
                new ConvolutionalBlockAttention(4, 2),
                new SpatialChannelSqueezeExcitation(4),
                GatherExcite.global(4),
                GatherExcite.averaged(4, 2),
                GatherExcite.learned(4, 4),
                new StyleRecalibration(4),
                new SelectiveKernel(4),
                new TimmSelectiveKernel(new TimmSelectiveKernel.Options(4, 4, 2, 1, 2, 2, true)),
                new SplitAttention(4, 4, 1));
    }

    @ParameterizedTest
    @MethodSource("attentions")
    void equalsCentralDifferences(Layer attention) {
        try (attention) {
            GradientCheck.check(attention, 3, 4, 5, 4);
        }
    }
}
