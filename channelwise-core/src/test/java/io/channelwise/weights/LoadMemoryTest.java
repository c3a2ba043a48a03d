package io.channelwise.weights;

import static io.channelwise.weights.TorchFiles.dict;
import static io.channelwise.weights.TorchFiles.join;
import static io.channelwise.weights.TorchFiles.pickle;
import static io.channelwise.weights.TorchFiles.store;
import static io.channelwise.weights.TorchFiles.text;
import static io.channelwise.weights.TorchFiles.vector;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Loading takes about twice a file's size: its bytes in the heap and the tensors beside it. Held in a JVM of its own,
 * whose heap has room for the bytes but not for a copy of them, and by the peak of its resident memory.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "the peak of resident memory is read from /proc")
class LoadMemoryTest {

    private static final int TENSORS = 25;
    private static final int ELEMENTS = 1 << 20;
    private static final long SIZE = 4L * TENSORS * ELEMENTS;
    private static final double MOST = 2.4 * SIZE;

    @TempDir
    private Path folder;

    @Test
    void safetensors() throws Exception {
        assertThat(growth(safetensors("small", 1), safetensors("large", TENSORS)))
                .isBetween(SIZE, (long) MOST);
    }

    @Test
    void archives() throws Exception {
        assertThat(growth(archive("small", 1), archive("large", TENSORS))).isBetween(SIZE, (long) MOST);
    }

    /** The growth of resident memory in bytes, from after the small file to the peak of loading the large one. */
    private long growth(Path small, Path large) throws Exception {
        Path printed = folder.resolve("printed");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Xmn16m",
                        "-Xmx150m",
                        "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LoadMemoryProbe.class.getName(),
                        small.toString(),
                        large.toString())
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile())
                .start();
        int code = process.waitFor();
        String text = Files.readString(printed).strip();
        assertThat(code).as(text).isZero();
        return Long.parseLong(text.substring(text.lastIndexOf('\n') + 1));
    }

    private Path safetensors(String name, int count) {
        StoredTensor tensor = StoredTensor.ofFloats(new float[ELEMENTS], ELEMENTS);
        Map<String, StoredTensor> tensors = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            tensors.put("weight" + i, tensor);
        }
        Path file = folder.resolve(name);
        Safetensors.write(file, tensors, Map.of());
        return file;
    }

    private Path archive(String name, int count) throws IOException {
        byte[][] entries = new byte[2 * count][];
        for (int i = 0; i < count; i++) {
            entries[2 * i] = text("weight" + i);
            entries[2 * i + 1] = vector(String.valueOf(i), ELEMENTS);
        }
        Path file = folder.resolve(name);
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            store(zip, "archive/data.pkl", pickle(dict(join(entries))));
            store(zip, "archive/byteorder", "little".getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < count; i++) {
                store(zip, "archive/data/" + i, new byte[4 * ELEMENTS]);
            }
        }
        return file;
    }
}
