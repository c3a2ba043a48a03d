package io.channelwise.deploy;

import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.channelwise.runtime.Tensors;
import io.channelwise.weights.AtomicFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.bytedeco.pytorch.Tensor;

/**
 * Where the weights of a model stand: in the messages themselves, or one after the other in a file beside the model, to
 * which the messages point. Nothing is copied into Java's heap.
 */
final class WeightStore {

    /** Small tensors stay in the model: the inference of shapes reads some of them. */
    private static final long LEAST_OUTSIDE = 1024;

    private static final long ALIGNMENT = 4096;

    private final String fileName;
    private final List<ByteBuffer> outside = new ArrayList<>();
    private final List<Long> offsets = new ArrayList<>();
    private long end;

    /** In the messages themselves. */
    static WeightStore inline() {
        return new WeightStore(null);
    }

    /** In a file of this name beside the model. */
    static WeightStore beside(String fileName) {
        return new WeightStore(fileName);
    }

    private WeightStore(String fileNameOrNull) {
        this.fileName = fileNameOrNull;
    }

    TensorProto message(String name, Tensor tensor) {
        TensorProto.Builder builder =
                TensorProto.newBuilder().setName(name).setDataType(type(tensor).getNumber());
        LongStream.of(tensor.shape()).forEach(builder::addDims);
        ByteBuffer bytes = Tensors.bytes(Tensors.dense(tensor));
        if (fileName == null || bytes.remaining() < LEAST_OUTSIDE) {
            ByteString view = UnsafeByteOperations.unsafeWrap(bytes);
            return builder.setRawData(view).build();
        }
        long offset = (end + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        end = offset + bytes.remaining();
        outside.add(bytes);
        offsets.add(offset);
        return builder.setDataLocation(TensorProto.DataLocation.EXTERNAL)
                .addExternalData(OnnxMessages.entry("location", fileName))
                .addExternalData(OnnxMessages.entry("offset", Long.toString(offset)))
                .addExternalData(OnnxMessages.entry("length", Long.toString(bytes.remaining())))
                .build();
    }

    private static TensorProto.DataType type(Tensor tensor) {
        return switch (tensor.scalar_type().intern()) {
            case Float -> TensorProto.DataType.FLOAT;
            case Char -> TensorProto.DataType.INT8;
            case Int -> TensorProto.DataType.INT32;
            default ->
                throw new IllegalArgumentException(
                        "weights of type " + tensor.scalar_type() + "; allowed: float32, int8, int32");
        };
    }

    /** Writes the file beside the model, if there is anything for it. */
    void write(Path folder) throws IOException {
        if (outside.isEmpty()) {
            return;
        }
        AtomicFile.write(folder.resolve(fileName), channel -> {
            for (int i = 0; i < outside.size(); i++) {
                channel.position(offsets.get(i));
                AtomicFile.writeFully(channel, outside.get(i).duplicate());
            }
        });
    }
}
