package io.channelwise.deploy;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * An ONNX file without the numbers of its weights, which are passed over: a hundred megabytes of them cost no memory, and
 * whatever the file says, what is read of it stays small.
 *
 * @param model the messages; raw data of tensors only where it is at most {@value #KEPT} bytes
 * @param rawBytes of each initialiser, in their order
 */
record OnnxSkeleton(ModelProto model, List<Long> rawBytes) {

    /** Short raw data is kept: some operators take their sizes from it. */
    private static final int KEPT = 1024;

    /** @throws IOException if it is cut short, damaged, or holds more beside its weights than a network needs */
    static OnnxSkeleton read(Path file) throws IOException {
        try (InputStream stream = new FileInputStream(file.toFile())) {
            return new Reader(stream).model();
        }
    }

    /** Takes a field for itself, or leaves it to be copied. */
    @FunctionalInterface
    private interface Taker {
        boolean take(int tag) throws IOException;
    }

    private static final class Reader {

        private static final int GRAPH = delimited(ModelProto.GRAPH_FIELD_NUMBER);
        private static final int METADATA = delimited(ModelProto.METADATA_PROPS_FIELD_NUMBER);
        private static final int INITIALIZER = delimited(GraphProto.INITIALIZER_FIELD_NUMBER);
        private static final int RAW_DATA = delimited(TensorProto.RAW_DATA_FIELD_NUMBER);

        // The largest export, sknet101, has 8,366 fields and 228,410 bytes beside its weights.
        private static final int MOST_FIELDS = 100_000;
        private static final int LARGEST_FIELD = 1 << 16;
        private static final int MOST_BYTES = 1 << 23;

        /** The description may name many classes. */
        private static final int LARGEST_METADATA = 1 << 24;

        private final CodedInputStream in;
        private final List<TensorProto> initializers = new ArrayList<>();
        private final List<Long> rawBytes = new ArrayList<>();
        private GraphProto graph;
        private int fields;
        private long bytes;
        private boolean described;

        Reader(InputStream stream) {
            in = CodedInputStream.newInstance(stream, LARGEST_FIELD);
            in.setSizeLimit(Integer.MAX_VALUE);
        }

        private static int delimited(int field) {
            return field << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;
        }

        OnnxSkeleton model() throws IOException {
            ByteArrayOutputStream metadata = new ByteArrayOutputStream();
            byte[] rest = rest(tag -> {
                if (tag == GRAPH) {
                    require(graph == null, "two graphs");
                    graph = within(this::graph);
                } else if (tag == METADATA && !described) {
                    described = true;
                    CodedOutputStream copy = CodedOutputStream.newInstance(metadata);
                    copy.writeUInt32NoTag(tag);
                    copy.writeByteArrayNoTag(delimitedBytes(LARGEST_METADATA));
                    copy.flush();
                } else {
                    return false;
                }
                return true;
            });
            require(graph != null, "no graph");
            ModelProto model = ModelProto.newBuilder()
                    .mergeFrom(rest)
                    .mergeFrom(metadata.toByteArray())
                    .setGraph(graph)
                    .build();
            return new OnnxSkeleton(model, rawBytes);
        }

        private GraphProto graph() throws IOException {
            byte[] rest = rest(tag -> {
                if (tag == INITIALIZER) {
                    initializers.add(within(this::initializer));
                }
                return tag == INITIALIZER;
            });
            return GraphProto.newBuilder()
                    .mergeFrom(rest)
                    .addAllInitializer(initializers)
                    .build();
        }

        private TensorProto initializer() throws IOException {
            int place = rawBytes.size();
            rawBytes.add(0L);
            ByteArrayOutputStream kept = new ByteArrayOutputStream();
            byte[] rest = rest(tag -> {
                if (tag == RAW_DATA) {
                    require(rawBytes.get(place) == 0, "raw data twice in a tensor");
                    int length = in.readRawVarint32();
                    rawBytes.set(place, (long) length);
                    if (length > KEPT) {
                        in.skipRawBytes(length);
                    } else {
                        kept.writeBytes(in.readRawBytes(length));
                    }
                }
                return tag == RAW_DATA;
            });
            return TensorProto.newBuilder()
                    .mergeFrom(rest)
                    .setRawData(ByteString.copyFrom(kept.toByteArray()))
                    .build();
        }

        @FunctionalInterface
        private interface Message<T> {
            T read() throws IOException;
        }

        private <T> T within(Message<T> message) throws IOException {
            int outer = in.pushLimit(in.readRawVarint32());
            T read = message.read();
            in.popLimit(outer);
            return read;
        }

        /** The fields of the message at hand that are not taken, as its bytes. */
        private byte[] rest(Taker taker) throws IOException {
            ByteArrayOutputStream rest = new ByteArrayOutputStream();
            CodedOutputStream out = CodedOutputStream.newInstance(rest);
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                require(++fields <= MOST_FIELDS, "more than " + MOST_FIELDS + " fields");
                if (!taker.take(tag)) {
                    copy(tag, out);
                }
            }
            out.flush();
            return rest.toByteArray();
        }

        private void copy(int tag, CodedOutputStream out) throws IOException {
            out.writeUInt32NoTag(tag);
            switch (WireFormat.getTagWireType(tag)) {
                case WireFormat.WIRETYPE_VARINT -> out.writeUInt64NoTag(in.readRawVarint64());
                case WireFormat.WIRETYPE_FIXED64 -> out.writeFixed64NoTag(in.readRawLittleEndian64());
                case WireFormat.WIRETYPE_FIXED32 -> out.writeFixed32NoTag(in.readRawLittleEndian32());
                case WireFormat.WIRETYPE_LENGTH_DELIMITED -> {
                    byte[] field = delimitedBytes(LARGEST_FIELD);
                    bytes += field.length;
                    require(bytes <= MOST_BYTES, "more than " + MOST_BYTES + " bytes beside its weights");
                    out.writeByteArrayNoTag(field);
                }
                default -> throw new IOException("fields of no type of ONNX");
            }
        }

        private byte[] delimitedBytes(int most) throws IOException {
            int length = in.readRawVarint32();
            require(length >= 0 && length <= most, "a field of more than " + most + " bytes");
            return in.readRawBytes(length);
        }

        private static void require(boolean condition, String found) throws IOException {
            if (!condition) {
                throw new IOException("it has " + found);
            }
        }
    }
}
