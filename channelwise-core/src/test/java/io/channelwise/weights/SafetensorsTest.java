package io.channelwise.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.channelwise.testing.Shared;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsTest {

    @TempDir
    private Path folder;

    @Test
    void whatIsWrittenIsReadBackInOrder() {
        Map<String, StoredTensor> tensors = new LinkedHashMap<>();
        tensors.put("odd", StoredTensor.ofFloats(new float[] {1, 2, 3}, 3));
        tensors.put("count", new StoredTensor(DType.I64, List.of(), ByteBuffer.wrap(new byte[8])));
        tensors.put("none", new StoredTensor(DType.U8, List.of(0L, 7L), ByteBuffer.allocate(0)));
        tensors.put("näme \"quoted\"", StoredTensor.ofFloats(new float[] {-0f, Float.NaN}, 1, 2));
        Path file = folder.resolve("a.safetensors");

        Safetensors.write(file, tensors, Map.of("format", "pt"));
        Weights read = Safetensors.read(file);

        assertThat(read.metadata()).containsExactly(Map.entry("format", "pt"));
        assertThat(read.tensors().keySet()).containsExactlyElementsOf(tensors.keySet());
        read.tensors().forEach((key, tensor) -> {
            assertThat(tensor.type()).isEqualTo(tensors.get(key).type());
            assertThat(tensor.shape()).isEqualTo(tensors.get(key).shape());
            assertThat(tensor.data()).isEqualTo(tensors.get(key).data());
        });
        assertThat(folder).isDirectoryContaining(file::equals).isDirectoryNotContaining("glob:**.tmp");
    }

    @Test
    void everyTensorStartsAtAMultipleOfItsElementSize() throws IOException {
        Map<String, StoredTensor> tensors = new LinkedHashMap<>();
        tensors.put("odd", StoredTensor.ofFloats(new float[] {1}, 1));
        tensors.put("count", new StoredTensor(DType.I64, List.of(), ByteBuffer.wrap(new byte[8])));
        Path file = folder.resolve("a.safetensors");

        Safetensors.write(file, tensors, Map.of());

        byte[] bytes = Files.readAllBytes(file);
        int header = (int) ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
        assertThat(header % 8).isZero();
        assertThat(new String(bytes, 8, header, StandardCharsets.UTF_8).strip())
                .isEqualTo("{\"odd\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[8,12]},"
                        + "\"count\":{\"dtype\":\"I64\",\"shape\":[],\"data_offsets\":[0,8]}}");
    }

    @Test
    void filesOfTheReferenceImplementationAreRead() {
        Weights weights = Safetensors.read(Shared.path("fixtures/checkpoints/state_dict.safetensors"));

        assertThat(weights.tensors().get("conv1.weight")).hasToString("F32 [16, 3, 3, 3]");
        assertThat(weights.tensors().get("bn1.num_batches_tracked")).hasToString("I64 [1]");
    }

    @Test
    void readingTakesLittleMoreMemoryThanTheFile() throws IOException {
        Path file = folder.resolve("large.safetensors");
        Safetensors.write(file, Map.of("w", StoredTensor.ofFloats(new float[1 << 22], 1 << 22)), Map.of());
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

        long before = threads.getCurrentThreadAllocatedBytes();
        Safetensors.read(file);

        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(Files.size(file) * 5 / 4);
    }

    @Test
    void aMissingFolderIsNamed() {
        Path file = folder.resolve("none").resolve("a.safetensors");

        assertThatThrownBy(() -> Safetensors.write(file, Map.of(), Map.of()))
                .isInstanceOf(WeightsException.class)
                .hasMessage(file + " cannot be written: there is no folder " + file.getParent());
    }

    @Test
    void noTensorIsCalledLikeTheMetadata() {
        Map<String, StoredTensor> tensors = Map.of("__metadata__", StoredTensor.ofFloats(new float[1], 1));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Safetensors.write(folder.resolve("a.safetensors"), tensors, Map.of()))
                .withMessageContaining("__metadata__");
    }

    @Test
    void aFailedWriteLeavesTheOldFile() throws IOException {
        Path file = folder.resolve("a.txt");
        AtomicFile.write(file, new byte[] {1});

        assertThatThrownBy(() -> AtomicFile.write(file, channel -> {
                    throw new IOException("disk full");
                }))
                .hasMessage("disk full");

        assertThat(file).hasBinaryContent(new byte[] {1});
        assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}} | overlap
            {"a":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}} | leave holes
            {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}} | has 12 bytes of data; its header describes 8
            {"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}} | its shape takes 12
            {"a":{"dtype":"F32","shape":[3],"data_offsets":[12,0]}} | expected from 0
            {"a":{"dtype":"F32","shape":[-3],"data_offsets":[0,12]}} | impossible shape
            {"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,12]}} | impossible shape
            {"a":{"dtype":"F32","shape":[1099511627776],"data_offsets":[0,4398046511104]}} | the file holds 12
            {"a":{"dtype":"F32","shape":[3.0],"data_offsets":[0,12]}} | expected whole numbers
            {"a":{"dtype":"F32","shape":[99999999999999999999],"data_offsets":[0,12]}} | damaged safetensors header
            {"a":{"dtype":"F4","shape":[3],"data_offsets":[0,12]}} | type F4 is not read
            {"a":{"dtype":"F32","shape":[3]}} | missing
            {"a":{"dtype":"F32","shape":[3],"data_offsets":[0,12,12]}} | expected two
            {"a":{"dtype":"F32","shape":[3],"data_offsets":[0,12]},"a":{"dtype":"F32","shape":[3],"data_offsets":[0,12]}} | Duplicate
            {"a":{"dtype":"F32","shape":[3],"data_offsets":[0,12]}} x | damaged safetensors header
            {"a":{"dtype":"F32","shape":[3],"data_offsets":[0,12]}} {} | text after its header
            {"a":{"dtype":"F32","shape":[3],"data_offsets":[0,12] | damaged safetensors header
            {"__metadata__":{"a":1}} | no string
            [] | no JSON object
            """)
    void brokenHeadersAreRefusedByName(String header, String complaint) throws IOException {
        Path file = folder.resolve("bad.safetensors");
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        Files.write(
                file,
                ByteBuffer.allocate(8 + json.length + 12)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(json.length)
                        .put(json)
                        .array());

        assertThatThrownBy(() -> Safetensors.read(file))
                .isInstanceOf(WeightsException.class)
                .hasMessageStartingWith(file + ": ")
                .hasMessageContaining(complaint);
    }

    @ParameterizedTest
    @CsvSource({"huge_claim, the file holds", "huge_header, header of 1152921504606846976 bytes", "overlap, overlap"})
    void hostileFilesAreRefused(String name, String complaint) {
        Path file = Shared.path("fixtures/checkpoints/" + name + ".safetensors");

        assertThatThrownBy(() -> Safetensors.read(file))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining(complaint);
    }
}
