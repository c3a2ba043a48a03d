package io.channelwise.weights;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

/** Finds values that are no numbers, or that float32 cannot hold. */
final class FiniteCheck {

    private static final int SHOWN = 5;

    private FiniteCheck() {}

    /** @throws WeightsException naming the keys with NaN, infinite values or doubles beyond float32 */
    static void require(Map<String, StoredTensor> tensors) {
        List<String> bad = tensors.entrySet().stream()
                .filter(entry -> !isFinite(entry.getValue()))
                .map(Map.Entry::getKey)
                .toList();
        if (!bad.isEmpty()) {
            String more = bad.size() > SHOWN ? " and " + (bad.size() - SHOWN) + " more keys" : "";
            throw new WeightsException(String.join(", ", bad.subList(0, Math.min(SHOWN, bad.size()))) + more
                    + ": has NaN or infinite values; a training run that diverged leaves such weights");
        }
    }

    static boolean isFinite(StoredTensor tensor) {
        ByteBuffer data = tensor.data();
        return switch (tensor.type()) {
            case F64 -> allFloats(data);
            case F32 -> noneHas(data, 4, 0x7f800000);
            case F16 -> noneHas(data, 2, 0x7c00);
            case BF16 -> noneHas(data, 2, 0x7f80);
            default -> true;
        };
    }

    private static boolean allFloats(ByteBuffer data) {
        while (data.hasRemaining()) {
            if (!Float.isFinite((float) data.getDouble())) {
                return false;
            }
        }
        return true;
    }

    /** In all IEEE formats a value is finite unless every bit of its exponent is set. */
    private static boolean noneHas(ByteBuffer data, int size, int exponent) {
        while (data.hasRemaining()) {
            int bits = size == 4 ? data.getInt() : data.getShort();
            if ((bits & exponent) == exponent) {
                return false;
            }
        }
        return true;
    }
}
