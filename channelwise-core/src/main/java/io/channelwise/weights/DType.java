package io.channelwise.weights;

import java.util.Locale;
import java.util.Optional;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** The number types of stored tensors, under the names that safetensors gives them. */
public enum DType {
    F64(8, ScalarType.Double),
    F32(4, ScalarType.Float),
    F16(2, ScalarType.Half),
    BF16(2, ScalarType.BFloat16),
    I64(8, ScalarType.Long),
    I32(4, ScalarType.Int),
    I16(2, ScalarType.Short),
    I8(1, ScalarType.Char),
    U8(1, ScalarType.Byte),
    BOOL(1, ScalarType.Bool);

    private final int size;
    private final ScalarType scalarType;

    DType(int size, ScalarType scalarType) {
        this.size = size;
        this.scalarType = scalarType;
    }

    /** Bytes of one element. */
    public int size() {
        return size;
    }

    /** Whether it holds floating-point numbers. */
    public boolean isFloat() {
        return this == F64 || this == F32 || this == F16 || this == BF16;
    }

    /** The type in PyTorch's words, {@code float32} or {@code int64}. */
    public String torchName() {
        return switch (this) {
            case F64 -> "float64";
            case F32 -> "float32";
            case F16 -> "float16";
            case BF16 -> "bfloat16";
            case I64, I32, I16, I8 -> "int" + 8 * size;
            case U8 -> "uint8";
            case BOOL -> name().toLowerCase(Locale.ROOT);
        };
    }

    /** The type of this name in safetensors, if it is one of those read here. */
    static Optional<DType> named(String name) {
        for (DType type : values()) {
            if (type.name().equals(name)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    ScalarType scalarType() {
        return scalarType;
    }

    static DType of(ScalarType scalarType) {
        for (DType type : values()) {
            if (type.scalarType == scalarType) {
                return type;
            }
        }
        throw new IllegalArgumentException("tensor type " + scalarType + "; stored are F64 to BOOL of DType");
    }
}
