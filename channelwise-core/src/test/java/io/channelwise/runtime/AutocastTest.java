package io.channelwise.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;

class AutocastTest {

    @Test
    void productsAreInBfloat16WhileItIsOpen() {
        try (Scope scope = new Scope()) {
            assertThat(productIn(Precision.BFLOAT16)).isEqualTo(ScalarType.BFloat16);
            assertThat(product().scalar_type().intern()).isEqualTo(ScalarType.Float);
        }
    }

    @Test
    void float32SwitchesAnOuterOneOff() {
        try (Scope scope = new Scope();
                Autocast outer = new Autocast(Precision.BFLOAT16, ComputeDevice.CPU)) {
            assertThat(productIn(Precision.FLOAT32)).isEqualTo(ScalarType.Float);
            assertThat(product().scalar_type().intern()).isEqualTo(ScalarType.BFloat16);
        }
        assertThat(torch.is_autocast_enabled(DeviceType.CPU)).isFalse();
    }

    @Test
    void weightsCastInOneScopeAreCastAnewInTheNext() {
        try (Scope scope = new Scope()) {
            Tensor weight = Tensors.of(new float[] {1}, 1, 1).set_requires_grad(true);
            Tensor x = Tensors.of(new float[] {1}, 1, 1);
            assertThat(productWith(weight, x)).isEqualTo(1);
            try (NoGrad guard = new NoGrad()) {
                weight.add_(x);
            }
            assertThat(productWith(weight, x)).isEqualTo(2);
        }
    }

    @Test
    void isNamedByAWord() {
        assertThat(Precision.of("float32")).isEqualTo(Precision.FLOAT32);
        assertThat(Precision.of("bf16")).isEqualTo(Precision.BFLOAT16);
        assertThatThrownBy(() -> Precision.of("fp16")).hasMessage("precision: fp16; allowed: float32, bf16");
    }

    private static ScalarType productIn(Precision precision) {
        try (Autocast cast = new Autocast(precision, ComputeDevice.CPU)) {
            return product().scalar_type().intern();
        }
    }

    private static double productWith(Tensor weight, Tensor x) {
        try (Autocast cast = new Autocast(Precision.BFLOAT16, ComputeDevice.CPU)) {
            return Tensors.item(torch.mm(x, weight));
        }
    }

    private static Tensor product() {
        Tensor one = Tensors.of(new float[] {1}, 1, 1);
        return torch.mm(one, one);
    }
}
