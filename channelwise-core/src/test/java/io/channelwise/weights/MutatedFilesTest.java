package io.channelwise.weights;

import static io.channelwise.weights.TorchFiles.call;
import static io.channelwise.weights.TorchFiles.dict;
import static io.channelwise.weights.TorchFiles.floats;
import static io.channelwise.weights.TorchFiles.global;
import static io.channelwise.weights.TorchFiles.join;
import static io.channelwise.weights.TorchFiles.legacy;
import static io.channelwise.weights.TorchFiles.number;
import static io.channelwise.weights.TorchFiles.numbers;
import static io.channelwise.weights.TorchFiles.op;
import static io.channelwise.weights.TorchFiles.pickle;
import static io.channelwise.weights.TorchFiles.storage;
import static io.channelwise.weights.TorchFiles.tensor;
import static io.channelwise.weights.TorchFiles.text;
import static io.channelwise.weights.TorchFiles.vector;
import static io.channelwise.weights.TorchFiles.zip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Good files with random bytes changed: each is read or refused, with nothing else and little memory. */
class MutatedFilesTest {

    private static final int ROUNDS = 2000;
    private static final long MOST_ALLOCATED = 8 << 20;
    private static final Map<String, byte[]> STORAGES = Map.of("0", floats(1, 2, 3, 4, 5, 6));

    @TempDir
    private Path folder;

    @Test
    void safetensors() throws IOException {
        Map<String, StoredTensor> tensors = new LinkedHashMap<>();
        tensors.put("conv.weight", StoredTensor.ofFloats(new float[6], 1, 2, 3));
        tensors.put("bn.weight", StoredTensor.ofFloats(new float[2], 2));
        Path file = folder.resolve("good");
        Safetensors.write(file, tensors, Map.of("format", "pt"));

        readMutated(Files.readAllBytes(file), bytes -> bytes);
    }

    @Test
    void archives() throws IOException {
        readMutated(zip(checkpoint("0"), STORAGES, "little"), bytes -> bytes);
    }

    @Test
    void picklesWithinArchives() throws IOException {
        readMutated(checkpoint("0"), bytes -> zip(bytes, STORAGES, "little"));
    }

    @Test
    void oldFiles() throws IOException {
        readMutated(legacy(checkpoint("0"), "0", 1, 2, 3, 4, 5, 6), bytes -> bytes);
    }

    private static byte[] checkpoint(String key) {
        byte[] ordered = join(
                call(global("collections", "OrderedDict")),
                op('q', 1, '('),
                join(text("conv.weight"), vector(key, 6)),
                join(text("view"), tensor(storage("FloatStorage", key, 6), 1, numbers(2, 2), numbers(1, 2))),
                op('u'));
        byte[] optimizer = dict(text("lr"), join(op('G'), new byte[8]), number(0), op('h', 1));
        return pickle(dict(text("state_dict"), ordered, text("optimizer"), optimizer, text("epoch"), op('K', 9)));
    }

    private void readMutated(byte[] good, Function<byte[], byte[]> wrap) throws IOException {
        Path file = folder.resolve("mutated");
        assertThat(Weights.read(Files.write(file, wrap.apply(good))).tensors()).hasSize(2);
        int read = 0;
        for (int seed = 0; seed < ROUNDS; seed++) {
            Files.write(file, wrap.apply(mutated(good, new Random(seed))));
            read += isRead(file, seed) ? 1 : 0;
        }
        assertThat(read).as("files that survive").isBetween(1, ROUNDS - 1);
    }

    private static boolean isRead(Path file, int seed) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        try {
            Weights.read(file);
            return true;
        } catch (WeightsException e) {
            return false;
        } catch (RuntimeException | Error e) {
            return fail("seed " + seed, e);
        } finally {
            assertThat(threads.getCurrentThreadAllocatedBytes() - before)
                    .as("bytes allocated, seed " + seed)
                    .isLessThan(MOST_ALLOCATED);
        }
    }

    private static byte[] mutated(byte[] good, Random random) {
        byte[] bytes = good.clone();
        if (random.nextInt(10) == 0) {
            bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
        }
        if (random.nextInt(10) == 0) {
            int at = random.nextInt(bytes.length + 1);
            bytes = join(Arrays.copyOf(bytes, at), bytes);
        }
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes && bytes.length > 0; i++) {
            int at = random.nextInt(bytes.length);
            bytes[at] = random.nextBoolean() ? (byte) random.nextInt(256) : good[random.nextInt(good.length)];
        }
        return bytes;
    }
}
