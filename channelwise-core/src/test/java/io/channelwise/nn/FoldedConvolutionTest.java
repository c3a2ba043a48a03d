package io.channelwise.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.channelwise.runtime.NoGrad;
import io.channelwise.runtime.Scope;
import io.channelwise.runtime.Tensors;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a GPU evaluates convolutions with, on the processor. */
class FoldedConvolutionTest {

    @ParameterizedTest
    @CsvSource({"Float, Float, 1e-5", "BFloat16, Float, 0.05", "BFloat16, BFloat16, 0.05", "Float, BFloat16, 0.05"})
    void isTheConvolutionAndTheNormAfterIt(ScalarType type, ScalarType input, double tolerance) {
        Conv2d.Options options = Conv2d.options(4, 6, 3).padding(2).dilation(2).groups(2);
        try (Conv2d conv = new Conv2d(options);
                BatchNorm2d norm = new BatchNorm2d(6);
                NoGrad guard = new NoGrad();
                Scope scope = new Scope()) {
            norm.runningMean().normal_();
            norm.runningVar().uniform_().add_(new Scalar(0.5));
            norm.weight().normal_();
            norm.bias().normal_();
            conv.eval();
            norm.eval();
            Tensor x = Tensors.empty(2, 4, 8, 8).normal_().contiguous(MemoryFormat.ChannelsLast);
            try (FoldedConvolution folded = new FoldedConvolution(options, Folding.of(conv, norm), type)) {
                float[] expected = Tensors.floats(norm.call(conv.call(x)));
                Tensor plain = folded.call(x.to(input), false);
                float[] actual = Tensors.floats(plain);
                float[] rectified = Tensors.floats(folded.call(x.to(input), true));

                assertThat(plain.scalar_type().intern()).isEqualTo(type);
                assertThat(folded.isOf(type)).isTrue();
                assertThat(folded.isOf(ScalarType.Half)).isFalse();
                for (int i = 0; i < expected.length; i++) {
                    double within = tolerance * Math.max(1, Math.abs(expected[i]));
                    assertThat((double) actual[i]).isCloseTo(expected[i], within(within));
                    assertThat(rectified[i]).isEqualTo(Math.max(0, actual[i]));
                }
            }
        }
    }

    @Test
    void aGpuComputesInFloat32UnlessItIsToldOtherwise() {
        assertThat(FoldedConvolution.typeOnGpu()).isEqualTo(ScalarType.Float);
    }
}
