package io.channelwise.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;

/**
 * A zip archive, with zip64, of whose entries those are read that are not compressed, as PyTorch writes them. Java's own reader believes the
 * number of entries that an archive claims; here nothing is believed that the file is too short for.
 */
final class StoredZip {

    private static final int END = 0x06054b50;
    private static final int END64 = 0x06064b50;
    private static final int LOCATOR64 = 0x07064b50;
    private static final int CENTRAL = 0x02014b50;
    private static final int LOCAL = 0x04034b50;
    private static final int END_LENGTH = 22;
    private static final int END64_LENGTH = 56;
    private static final int LOCATOR64_LENGTH = 20;
    private static final int CENTRAL_LENGTH = 46;
    private static final int LOCAL_LENGTH = 30;
    private static final int MAX_COMMENT = 0xffff;
    private static final int MAX_DIRECTORY = 1 << 24;
    private static final long IN_ZIP64 = 0xffffffffL;

    private final FileBytes file;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    private record Entry(long crc, long size, long offset, boolean packed) {}

    private StoredZip(FileBytes file) {
        this.file = file;
    }

    /**
     * The archive's directory.
     *
     * @throws WeightsException if it is damaged, or has entries that are larger than the file
     */
    static StoredZip open(FileBytes file) throws IOException {
        StoredZip zip = new StoredZip(file);
        zip.readDirectory(zip.findDirectory());
        return zip;
    }

    Set<String> names() {
        return entries.keySet();
    }

    private ByteBuffer findDirectory() throws IOException {
        long tailLength = Math.min(file.size(), END_LENGTH + MAX_COMMENT);
        long tailStart = file.size() - tailLength;
        ByteBuffer tail = file.read(tailStart, tailLength);
        for (int at = (int) tailLength - END_LENGTH; at >= 0; at--) {
            if (tail.getInt(at) == END) {
                long size = tail.getInt(at + 12) & IN_ZIP64;
                long offset = tail.getInt(at + 16) & IN_ZIP64;
                return size == IN_ZIP64 || offset == IN_ZIP64
                        ? findDirectory64(tailStart + at - LOCATOR64_LENGTH)
                        : directory(offset, size);
            }
        }
        throw new WeightsException("is a truncated zip archive: its directory, at the end, is missing");
    }

    private ByteBuffer findDirectory64(long locatorAt) throws IOException {
        ByteBuffer locator = file.read(locatorAt, LOCATOR64_LENGTH);
        require(locator.getInt(0) == LOCATOR64);
        ByteBuffer end = file.read(locator.getLong(8), END64_LENGTH);
        require(end.getInt(0) == END64);
        return directory(end.getLong(48), end.getLong(40));
    }

    private ByteBuffer directory(long offset, long size) throws IOException {
        if (size > MAX_DIRECTORY) {
            throw new WeightsException("has a zip directory of " + size + " bytes; allowed: " + MAX_DIRECTORY);
        }
        return file.read(offset, size);
    }

    private void readDirectory(ByteBuffer directory) {
        long total = 0;
        while (directory.hasRemaining()) {
            require(directory.remaining() >= CENTRAL_LENGTH && directory.getInt(directory.position()) == CENTRAL);
            ByteBuffer head = part(directory, CENTRAL_LENGTH);
            String name = StandardCharsets.UTF_8
                    .decode(part(directory, head.getShort(28)))
                    .toString();
            ByteBuffer extra = part(directory, head.getShort(30));
            part(directory, head.getShort(32));
            Entry entry = entry(head, extra);
            total += entry.size;
            if (entry.size > file.size() || total > file.size()) {
                throw new WeightsException("has zip entries that are larger than the file: " + name);
            }
            if (entries.put(name, entry) != null) {
                throw new WeightsException("has two zip entries called " + name);
            }
        }
    }

    private static Entry entry(ByteBuffer head, ByteBuffer extra) {
        long packed = head.getInt(20) & IN_ZIP64;
        long size = head.getInt(24) & IN_ZIP64;
        long offset = head.getInt(42) & IN_ZIP64;
        ByteBuffer wide = zip64(extra);
        size = size == IN_ZIP64 ? wideValue(wide) : size;
        packed = packed == IN_ZIP64 ? wideValue(wide) : packed;
        offset = offset == IN_ZIP64 ? wideValue(wide) : offset;
        boolean compressed = head.getShort(10) != 0;
        require(size >= 0 && packed >= 0 && (packed == size || compressed) && offset >= 0);
        return new Entry(head.getInt(16) & 0xffffffffL, compressed ? packed : size, offset, compressed);
    }

    /** The field of an entry that holds what does not fit 32 bits. */
    private static ByteBuffer zip64(ByteBuffer extra) {
        while (extra.remaining() >= 4) {
            short id = extra.getShort();
            ByteBuffer field = part(extra, extra.getShort());
            if (id == 1) {
                return field;
            }
        }
        return ByteBuffer.allocate(0);
    }

    private static long wideValue(ByteBuffer wide) {
        require(wide.remaining() >= Long.BYTES);
        return wide.getLong();
    }

    private static ByteBuffer part(ByteBuffer bytes, int length) {
        int unsigned = length & 0xffff;
        require(unsigned <= bytes.remaining());
        ByteBuffer part = bytes.slice(bytes.position(), unsigned).order(ByteOrder.LITTLE_ENDIAN);
        bytes.position(bytes.position() + unsigned);
        return part;
    }

    /**
     * The entry's bytes, checked against its checksum.
     *
     * @throws WeightsException if it is missing, compressed, longer than the limit or damaged
     */
    ByteBuffer read(String name, long limit) throws IOException {
        Entry entry = entries.get(name);
        if (entry == null) {
            throw new WeightsException("is damaged: the zip entry " + name + " is missing");
        }
        if (entry.packed) {
            throw new WeightsException("has the compressed entry " + name
                    + "; PyTorch writes uncompressed ones, unpack the archive and save anew");
        }
        if (entry.size > limit) {
            throw new WeightsException("has a zip entry " + name + " of " + entry.size + " bytes; allowed: " + limit);
        }
        ByteBuffer local = file.read(entry.offset, LOCAL_LENGTH);
        require(local.getInt(0) == LOCAL);
        long start = entry.offset + LOCAL_LENGTH + (local.getShort(26) & 0xffff) + (local.getShort(28) & 0xffff);
        ByteBuffer bytes = file.read(start, entry.size);
        requireChecksum(name, entry, bytes);
        return bytes;
    }

    private static void requireChecksum(String name, Entry entry, ByteBuffer bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes.duplicate());
        // PyTorch itself does not look at it; some writers leave it out.
        if (entry.crc != 0 && entry.crc != crc.getValue()) {
            throw new WeightsException(
                    "is damaged: the zip entry " + name + " does not match its checksum (or was saved"
                            + " with set_crc32_options(False); save it anew without)");
        }
    }

    private static void require(boolean condition) {
        if (!condition) {
            throw new WeightsException("is a damaged zip archive");
        }
    }
}
