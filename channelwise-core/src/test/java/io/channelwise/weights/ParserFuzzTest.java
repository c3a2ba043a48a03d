package io.channelwise.weights;

import static io.channelwise.weights.TorchFiles.floats;
import static io.channelwise.weights.TorchFiles.int64;
import static io.channelwise.weights.TorchFiles.join;
import static io.channelwise.weights.TorchFiles.legacy;
import static io.channelwise.weights.TorchFiles.zip;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever bytes a file holds, it is read or refused with a {@link WeightsException}, in memory that its size bounds.
 *
 * <p>A usual test run replays the seeds and what fuzzing found, which is kept in the folder
 * {@code ParserFuzzTestInputs} of the test resources. {@code .ci/fuzz SECONDS} searches for more, guided by coverage.
 */
class ParserFuzzTest {

    private static final long MOST_ALLOCATED = 8 << 20;
    private static final long MOST_ALLOCATED_PER_BYTE = 200;
    private static final byte[] STORAGE = floats(1, 2, 3, 4, 5, 6);

    private static Path file;

    @BeforeAll
    static void makeFile() throws IOException {
        file = Files.createTempFile("fuzz", ".bin");
    }

    @AfterAll
    static void deleteFile() throws IOException {
        Files.delete(file);
    }

    static Stream<byte[]> files() {
        return FuzzSeeds.files();
    }

    static Stream<byte[]> headers() {
        return FuzzSeeds.headers();
    }

    static Stream<byte[]> pickles() {
        return FuzzSeeds.pickles();
    }

    /** Any file at all: the formats are told by their first bytes. */
    @MethodSource("files")
    @FuzzTest
    void wholeFiles(byte[] bytes) throws IOException {
        read(bytes);
    }

    /** The JSON of a safetensors file, with the right length before it and data behind it. */
    @MethodSource("headers")
    @FuzzTest
    void safetensorsHeaders(byte[] json) throws IOException {
        read(join(int64(json.length), json, STORAGE));
    }

    /** The pickle of an archive whose checksums are right. */
    @MethodSource("pickles")
    @FuzzTest
    void picklesInArchives(byte[] pickle) throws IOException {
        read(zip(pickle, Map.of("0", STORAGE), "little"));
    }

    /** The pickle of a file from before PyTorch 1.6. */
    @MethodSource("pickles")
    @FuzzTest
    void picklesInOldFiles(byte[] pickle) throws IOException {
        read(legacy(pickle, "0", 1, 2, 3, 4, 5, 6));
    }

    private static void read(byte[] bytes) throws IOException {
        Files.write(file, bytes);
        long most = MOST_ALLOCATED + MOST_ALLOCATED_PER_BYTE * bytes.length;
        // Reading what was not read before may load classes, which counts too: the second time it does not.
        if (allocatedByReading() > most) {
            assertThat(allocatedByReading())
                    .as("bytes allocated for a file of %d", bytes.length)
                    .isLessThanOrEqualTo(most);
        }
    }

    private static long allocatedByReading() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        try {
            requireWhole(Weights.read(file));
        } catch (WeightsException e) {
            assertThat(e.getMessage()).startsWith(file.toString());
        }
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    private static void requireWhole(Weights weights) {
        weights.tensors().forEach((key, tensor) -> assertThat(tensor.data().remaining())
                .as(key)
                .isEqualTo((int) StoredTensor.byteSize(tensor.type(), tensor.shape())));
    }
}
