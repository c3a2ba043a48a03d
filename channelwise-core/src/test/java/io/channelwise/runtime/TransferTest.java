package io.channelwise.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;

class TransferTest {

    private static final Device CPU = ComputeDevice.CPU.device();

    @Test
    void bytesAreUnsigned() {
        try (Scope scope = new Scope()) {
            Tensor bytes = Transfer.bytes(CPU, new byte[] {0, 127, (byte) 128, (byte) 255}, 2, 2);

            assertThat(bytes.scalar_type().intern()).isEqualTo(ScalarType.Byte);
            assertThat(Tensors.floats(bytes)).containsExactly(0, 127, 128, 255);
        }
    }

    @Test
    void theShapeHoldsThem() {
        assertThatThrownBy(() -> Transfer.bytes(CPU, new byte[3], 2, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("values: 3 for the shape [2, 2]; it holds 4");
    }

    @Test
    void theProcessorsOwnTensorStaysWhereItIs() {
        try (Scope scope = new Scope()) {
            Tensor own = Tensors.ofLongs(1, 2);

            assertThat(Transfer.to(CPU, own)).isSameAs(own);
        }
    }
}
