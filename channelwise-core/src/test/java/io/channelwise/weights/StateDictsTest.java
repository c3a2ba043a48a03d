package io.channelwise.weights;

import static org.assertj.core.api.Assertions.assertThat;

import io.channelwise.runtime.Scope;
import io.channelwise.runtime.Tensors;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StateDictsTest {

    @ParameterizedTest
    @EnumSource
    void everyTypeGoesToLibtorchAndBack(DType type) {
        try (Scope scope = new Scope()) {
            Tensor values = Tensors.of(new float[] {0, 1, 1, 0, 1, 1}, 2, 3).to(type.scalarType());

            StoredTensor stored = StateDicts.stored(values);
            Tensor back = StateDicts.tensor(stored);

            assertThat(stored).hasToString(type + " [2, 3]");
            assertThat(Tensors.floats(back)).containsExactly(0, 1, 1, 0, 1, 1);
            assertThat(back.scalar_type().intern()).isEqualTo(type.isFloat() ? ScalarType.Float : type.scalarType());
        }
    }

    @Test
    void singleNumbersAndEmptyTensorsKeepTheirShape() {
        try (Scope scope = new Scope()) {
            Map<String, Tensor> tensors = new LinkedHashMap<>();
            tensors.put("one", Tensors.empty().fill_(new org.bytedeco.pytorch.Scalar(7)));
            tensors.put("none", Tensors.empty(0, 5));

            Map<String, Tensor> back = StateDicts.tensors(StateDicts.stored(tensors));

            assertThat(back.keySet()).containsExactly("one", "none");
            assertThat(back.get("one").dim()).isZero();
            assertThat(Tensors.item(back.get("one"))).isEqualTo(7);
            assertThat(back.get("none").shape()).containsExactly(0, 5);
        }
    }

    @Test
    void transposedTensorsAreStoredRowMajor() {
        try (Scope scope = new Scope()) {
            Tensor values = Tensors.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3).t();

            StoredTensor stored = StateDicts.stored(values);

            assertThat(stored.shape()).isEqualTo(List.of(3L, 2L));
            assertThat(Tensors.floats(StateDicts.tensor(stored))).containsExactly(1, 4, 2, 5, 3, 6);
        }
    }

    @Test
    void anyByteButZeroIsTrue() {
        StoredTensor stored = new StoredTensor(DType.BOOL, List.of(3L), ByteBuffer.wrap(new byte[] {0, 1, -1}));

        try (Scope scope = new Scope()) {
            assertThat(Tensors.floats(StateDicts.tensor(stored))).containsExactly(0, 1, 1);
        }
    }

    @Test
    void doublesBecomeFloats() {
        ByteBuffer bytes = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putDouble(0, 0.1);

        try (Scope scope = new Scope()) {
            assertThat(Tensors.floats(StateDicts.tensor(new StoredTensor(DType.F64, List.of(1L), bytes))))
                    .containsExactly(0.1f);
        }
    }
}
