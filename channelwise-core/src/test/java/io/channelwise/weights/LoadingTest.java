package io.channelwise.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.channelwise.runtime.Scope;
import io.channelwise.runtime.Tensors;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LoadingTest {

    @Test
    void parametersThatRequireGradientsAreFilledInPlace() {
        withModel(model -> {
            model.get("fc.weight").requires_grad_(true);

            StateDicts.load(model, checkpoint());

            assertThat(Tensors.floats(model.get("fc.weight"))).containsExactly(1, 2);
            assertThat(Tensors.floats(model.get("bn.weight"))).containsExactly(3, 4);
            assertThat(Tensors.item(model.get("bn.num_batches_tracked"))).isEqualTo(9);
        });
    }

    @Test
    void allMisfitsAreNamedAtOnceAndNothingIsChanged() {
        Map<String, StoredTensor> checkpoint = checkpoint();
        checkpoint.remove("bn.weight");
        checkpoint.put("extra.weight", StoredTensor.ofFloats(new float[] {0}, 1));
        checkpoint.put("conv.weight", StoredTensor.ofFloats(new float[] {5, 6}, 2, 1));
        withModel(model -> {
            model.put("conv.weight", Tensors.of(new float[] {7, 7}, 1, 2));

            assertThatThrownBy(() -> StateDicts.load(model, checkpoint)).hasMessage("""
                    the weights do not fit the model, 3 keys
                      missing in the checkpoint (1):
                        bn.weight: [2]
                      unexpected in the checkpoint (1):
                        extra.weight: [1]
                      of another shape or type (1):
                        conv.weight: checkpoint [2, 1], model [1, 2]""");

            assertThat(Tensors.floats(model.get("fc.weight"))).containsExactly(0, 0);
        });
    }

    @Test
    void whatBelongsToNoLayerIsNamedWithTheOptionThatLeavesItOut() {
        Map<String, StoredTensor> checkpoint = checkpoint();
        checkpoint.put("bn.total_ops", StoredTensor.ofFloats(new float[] {0}, 1));
        checkpoint.put("total_ops", StoredTensor.ofFloats(new float[] {0}, 1));
        checkpoint.put("criterion.weight", StoredTensor.ofFloats(new float[] {0}, 1));
        withModel(model ->
                assertThatThrownBy(() -> StateDicts.load(model, checkpoint)).hasMessage("""
                the weights do not fit the model, 3 keys
                  unexpected in the checkpoint (3):
                    bn.total_ops: [1]
                    total_ops: [1]
                    criterion.weight: [1]
                  what no layer needs can be left out with --ignore total_ops,criterion"""));
    }

    @Test
    void longListsAreShortened() {
        Map<String, StoredTensor> checkpoint = checkpoint();
        for (int i = 0; i < 30; i++) {
            checkpoint.put("extra" + i, StoredTensor.ofFloats(new float[] {0}, 1));
        }
        withModel(model -> assertThatThrownBy(() -> StateDicts.load(model, checkpoint))
                .hasMessageContaining("unexpected in the checkpoint (30):")
                .hasMessageContaining("extra9")
                .hasMessageNotContaining("extra10")
                .hasMessageEndingWith("and 20 more"));
    }

    @Test
    void terminalCodesInKeysAreMadeHarmless() {
        Map<String, StoredTensor> checkpoint = checkpoint();
        checkpoint.put("\u001b[2J", StoredTensor.ofFloats(new float[] {0}, 1));

        withModel(model ->
                assertThatThrownBy(() -> StateDicts.load(model, checkpoint)).hasMessageContaining("    ?[2J: [1]"));
    }

    @Test
    void theBatchCounterMayBeMissingOrAVector() {
        Map<String, StoredTensor> checkpoint = checkpoint();
        withModel(model -> {
            checkpoint.put("bn.num_batches_tracked", longs(List.of(1L), 4));
            StateDicts.load(model, checkpoint);
            assertThat(Tensors.item(model.get("bn.num_batches_tracked"))).isEqualTo(4);

            checkpoint.remove("bn.num_batches_tracked");
            StateDicts.load(model, checkpoint);
            assertThat(Tensors.item(model.get("bn.num_batches_tracked"))).isEqualTo(4);
        });
    }

    @Test
    void wholeNumbersAreNoWeights() {
        Map<String, StoredTensor> checkpoint = checkpoint();
        checkpoint.put("bn.weight", new StoredTensor(DType.U8, List.of(2L), ByteBuffer.allocate(2)));

        withModel(model -> assertThatThrownBy(() -> StateDicts.load(model, checkpoint))
                .hasMessageContaining("bn.weight: checkpoint uint8, model float32"));
    }

    @Test
    void aKeptHeadIsNeitherMissingNorMisshapen() {
        Map<String, StoredTensor> checkpoint = checkpoint();
        checkpoint.put("fc.weight", StoredTensor.ofFloats(new float[100], 100, 1));
        withModel(model -> {
            StateDicts.load(model, checkpoint, LoadOptions.STRICT.keeping("fc"));

            assertThat(Tensors.floats(model.get("fc.weight"))).containsExactly(0, 0);
            assertThat(Tensors.floats(model.get("bn.weight"))).containsExactly(3, 4);
        });
    }

    @ParameterizedTest
    @EnumSource(names = {"F64", "F32", "F16", "BF16"})
    void valuesThatAreNotFiniteAreRefusedByKeyUnlessAllowed(DType type) {
        withModel(model -> {
            Map<String, StoredTensor> checkpoint = checkpoint();
            checkpoint.put("bn.weight", infinite(type));

            assertThatThrownBy(() -> StateDicts.load(model, checkpoint))
                    .hasMessageStartingWith("bn.weight: has NaN or infinite values");
            assertThat(Tensors.floats(model.get("fc.weight"))).containsExactly(0, 0);

            StateDicts.load(model, checkpoint, LoadOptions.STRICT.allowingNonFinite());
            assertThat(Tensors.floats(model.get("bn.weight"))).containsExactly(1, Float.NEGATIVE_INFINITY);
        });
    }

    @Test
    void doublesBeyondFloatAreRefused() {
        ByteBuffer bytes =
                ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN).putDouble(0, 1e300);

        assertThat(FiniteCheck.isFinite(new StoredTensor(DType.F64, List.of(2L), bytes)))
                .isFalse();
    }

    private static StoredTensor infinite(DType type) {
        try (Scope scope = new Scope()) {
            return StateDicts.stored(
                    Tensors.of(new float[] {1, Float.NEGATIVE_INFINITY}, 2).to(type.scalarType()));
        }
    }

    private static void withModel(Consumer<Map<String, Tensor>> test) {
        try (Scope scope = new Scope()) {
            Map<String, Tensor> model = new LinkedHashMap<>();
            model.put("fc.weight", Tensors.of(new float[2], 2, 1));
            model.put("bn.weight", Tensors.of(new float[2], 2));
            model.put("bn.num_batches_tracked", Tensors.of(new float[1]).to(ScalarType.Long));
            test.accept(model);
        }
    }

    private static Map<String, StoredTensor> checkpoint() {
        Map<String, StoredTensor> checkpoint = new LinkedHashMap<>();
        checkpoint.put("fc.weight", StoredTensor.ofFloats(new float[] {1, 2}, 2, 1));
        checkpoint.put("bn.weight", StoredTensor.ofFloats(new float[] {3, 4}, 2));
        checkpoint.put("bn.num_batches_tracked", longs(List.of(), 9));
        return checkpoint;
    }

    private static StoredTensor longs(List<Long> shape, long value) {
        ByteBuffer bytes = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(0, value);
        return new StoredTensor(DType.I64, shape, bytes);
    }
}
