package io.channelwise.deploy;

import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The initialisers of a file: each has as many bytes as its shape says, in the file or in one beside it. */
record OnnxWeights(Path file, OnnxSkeleton skeleton) {

    private static final Map<DataType, Integer> BYTES =
            Map.of(DataType.FLOAT, 4, DataType.INT8, 1, DataType.UINT8, 1, DataType.INT32, 4, DataType.INT64, 8);

    /**
     * Checks them all.
     *
     * @throws IllegalArgumentException if one is of another type or size, or lies elsewhere
     */
    void require() throws IOException {
        List<TensorProto> tensors = skeleton.model().getGraph().getInitializerList();
        Map<Path, Long> outside = new HashMap<>();
        for (int i = 0; i < tensors.size(); i++) {
            TensorProto tensor = tensors.get(i);
            long bytes = bytes(tensor);
            if (tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL) {
                require(
                        skeleton.rawBytes().get(i) == 0 && listed(tensor) == 0,
                        tensor,
                        "twice, in the file and beside it");
                outside.merge(requireBeside(tensor, bytes), bytes, Math::addExact);
            } else {
                require(tensor.getExternalDataCount() == 0, tensor, "beside the file, it says, and is not");
                requireInside(tensor, skeleton.rawBytes().get(i), bytes);
            }
        }
        // Many tensors that lie over each other would become as many copies.
        for (Map.Entry<Path, Long> entry : outside.entrySet()) {
            if (entry.getValue() > Files.size(entry.getKey())) {
                throw new IllegalArgumentException("its weights lie over each other in " + entry.getKey());
            }
        }
    }

    private static long bytes(TensorProto tensor) {
        DataType type = DataType.forNumber(tensor.getDataType());
        require(type != null && BYTES.containsKey(type), tensor, "of the type " + type);
        try {
            return Math.multiplyExact(Value.of(tensor.getDimsList()).elements(), (long) BYTES.get(type));
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(
                    "its weights " + tensor.getName() + " have the shape " + tensor.getDimsList(), e);
        }
    }

    private static int listed(TensorProto tensor) {
        return tensor.getFloatDataCount() + tensor.getInt32DataCount() + tensor.getInt64DataCount();
    }

    private static void requireInside(TensorProto tensor, long raw, long bytes) {
        long other = (long) tensor.getStringDataCount() + tensor.getDoubleDataCount() + tensor.getUint64DataCount();
        require(other == 0, tensor, "of another type");
        DataType type = DataType.forNumber(tensor.getDataType());
        long listed =
                switch (type) {
                    case FLOAT -> tensor.getFloatDataCount();
                    case INT64 -> tensor.getInt64DataCount();
                    default -> tensor.getInt32DataCount();
                };
        require(listed == listed(tensor) && (raw == 0 || listed == 0), tensor, "given twice");
        boolean integers = type == DataType.INT64;
        require(!integers || raw == 0 && tensor.getDimsCount() == 1, tensor, "of integers that are no list");
        require((raw == 0 ? listed * BYTES.get(type) : raw) == bytes, tensor, "of another size than its shape");
    }

    /** A regular file right beside the model, or beside what the model's name links to. */
    private Path requireBeside(TensorProto tensor, long bytes) throws IOException {
        Map<String, String> entries = new HashMap<>();
        for (StringStringEntryProto entry : tensor.getExternalDataList()) {
            entries.put(entry.getKey(), entry.getValue());
        }
        require(
                Set.of("location", "offset", "length").containsAll(entries.keySet()),
                tensor,
                "beside it in a way unknown");
        String name = entries.getOrDefault("location", "");
        require(name.matches("[^/\\\\:\\p{Cntrl}]+") && !name.matches("\\.{1,2}"), tensor, "in " + name);
        Path data = file.resolveSibling(name);
        require(Files.isRegularFile(data) && isOwn(data), tensor, "in " + name + ", which is no file beside it");
        long offset = number(entries.getOrDefault("offset", "0"), tensor);
        long length = number(entries.getOrDefault("length", String.valueOf(bytes)), tensor);
        require(length == bytes && offset <= Files.size(data) - length, tensor, "beyond the end of " + name);
        return data;
    }

    private boolean isOwn(Path data) throws IOException {
        Path folder = file.toAbsolutePath().getParent().toRealPath();
        Path linked = file.toRealPath().getParent();
        Path real = data.toRealPath().getParent();
        return real.equals(folder) || real.equals(linked);
    }

    private static long number(String text, TensorProto tensor) {
        require(text.matches("\\d{1,15}"), tensor, "at " + text);
        return Long.parseLong(text);
    }

    private static void require(boolean condition, TensorProto tensor, String found) {
        if (!condition) {
            throw new IllegalArgumentException("it has the weights " + tensor.getName() + " " + found);
        }
    }
}
