package io.channelwise.weights;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes PyTorch checkpoints piece by piece, so that tests can make good, odd and hostile ones. */
final class TorchFiles {

    private TorchFiles() {}

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            bytes.writeBytes(part);
        }
        return bytes.toByteArray();
    }

    static byte[] op(int... codes) {
        byte[] bytes = new byte[codes.length];
        for (int i = 0; i < codes.length; i++) {
            bytes[i] = (byte) codes[i];
        }
        return bytes;
    }

    static byte[] pickle(byte[]... body) {
        return join(op(0x80, 2), join(body), op('.'));
    }

    static byte[] text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return join(op('X'), int32(utf8.length), utf8);
    }

    static byte[] number(long value) {
        return join(op(0x8a, 8), int64(value));
    }

    static byte[] tuple(byte[]... items) {
        return join(op('('), join(items), op('t'));
    }

    static byte[] numbers(long... values) {
        byte[][] items = new byte[values.length][];
        for (int i = 0; i < values.length; i++) {
            items[i] = number(values[i]);
        }
        return tuple(items);
    }

    static byte[] dict(byte[]... keysAndValues) {
        return join(op('}', '('), join(keysAndValues), op('u'));
    }

    static byte[] global(String module, String name) {
        return join(op('c'), (module + "\n" + name + "\n").getBytes(StandardCharsets.UTF_8));
    }

    static byte[] call(byte[] global, byte[]... arguments) {
        return join(global, tuple(arguments), op('R'));
    }

    static byte[] storage(String type, String key, long size, byte[]... more) {
        byte[] id = join(text("storage"), global("torch", type), text(key), text("cuda:0"), number(size), join(more));
        return join(tuple(id), op('Q'));
    }

    static byte[] tensor(byte[] storage, long offset, byte[] shape, byte[] strides) {
        byte[] hooks = call(global("collections", "OrderedDict"));
        return call(
                global("torch._utils", "_rebuild_tensor_v2"), storage, number(offset), shape, strides, op(0x89), hooks);
    }

    /** A float32 vector that is a whole storage. */
    static byte[] vector(String key, long size) {
        return tensor(storage("FloatStorage", key, size), 0, numbers(size), numbers(1));
    }

    static byte[] floats(float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }

    static byte[] int32(int value) {
        return ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array();
    }

    static byte[] int64(long value) {
        return ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(value)
                .array();
    }

    /** The zip format, with the pickle, these storages by key, and a byte order where it is not null. */
    static byte[] zip(byte[] pickle, Map<String, byte[]> storages, String byteOrder) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            store(zip, "archive/data.pkl", pickle);
            if (byteOrder != null) {
                store(zip, "archive/byteorder", byteOrder.getBytes(StandardCharsets.US_ASCII));
            }
            for (Map.Entry<String, byte[]> storage : storages.entrySet()) {
                store(zip, "archive/data/" + storage.getKey(), storage.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** The same archive as files beyond 4 GiB are written: all sizes and places in zip64 fields. */
    static byte[] zip64(byte[] zip) {
        ByteBuffer old = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
        int end = zip.length - 22;
        int begin = old.getInt(end + 16);
        ByteArrayOutputStream directory = new ByteArrayOutputStream();
        for (int at = begin; at < end; ) {
            int name = old.getShort(at + 28);
            byte[] wide = join(int64(old.getInt(at + 24)), int64(old.getInt(at + 20)), int64(old.getInt(at + 42)));
            byte[] head = Arrays.copyOfRange(zip, at, at + 46);
            ByteBuffer fields = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
            fields.putInt(20, -1).putInt(24, -1).putInt(42, -1).putShort(30, (short) (4 + wide.length));
            directory.writeBytes(head);
            directory.write(zip, at + 46, name);
            directory.writeBytes(join(op(1, 0, wide.length, 0), wide));
            at += 46 + name + old.getShort(at + 30);
        }
        long size = directory.size();
        byte[] end64 = join(op('P', 'K', 6, 6), int64(44), new byte[28], int64(size), int64(begin));
        byte[] locator = join(op('P', 'K', 6, 7), new byte[4], int64(begin + size), new byte[4]);
        byte[] oldEnd = join(op('P', 'K', 5, 6), new byte[8], int32(-1), int32(-1), new byte[2]);
        return join(Arrays.copyOf(zip, begin), directory.toByteArray(), end64, locator, oldEnd);
    }

    static void store(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(bytes.length);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(bytes);
        zip.closeEntry();
    }

    /** The format before PyTorch 1.6 with one storage of float32. */
    static byte[] legacy(byte[] pickle, String key, float... values) {
        return join(
                pickle(op(0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19)),
                pickle(number(1001)),
                pickle(dict(text("little_endian"), op(0x88))),
                pickle,
                pickle(op(']', '('), text(key), op('e')),
                int64(values.length),
                floats(values));
    }
}
