package io.channelwise.weights;

import static io.channelwise.weights.TorchFiles.call;
import static io.channelwise.weights.TorchFiles.dict;
import static io.channelwise.weights.TorchFiles.floats;
import static io.channelwise.weights.TorchFiles.global;
import static io.channelwise.weights.TorchFiles.int64;
import static io.channelwise.weights.TorchFiles.join;
import static io.channelwise.weights.TorchFiles.legacy;
import static io.channelwise.weights.TorchFiles.number;
import static io.channelwise.weights.TorchFiles.numbers;
import static io.channelwise.weights.TorchFiles.op;
import static io.channelwise.weights.TorchFiles.pickle;
import static io.channelwise.weights.TorchFiles.storage;
import static io.channelwise.weights.TorchFiles.store;
import static io.channelwise.weights.TorchFiles.tensor;
import static io.channelwise.weights.TorchFiles.text;
import static io.channelwise.weights.TorchFiles.tuple;
import static io.channelwise.weights.TorchFiles.vector;
import static io.channelwise.weights.TorchFiles.zip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class HostileFilesTest {

    private static final Map<String, byte[]> STORAGES = Map.of("0", floats(1, 2));

    @TempDir
    private Path folder;

    static Stream<Arguments> pickles() {
        byte[] eval = global("builtins", "eval");
        byte[] stackGlobal = join(text("os"), text("system"), op(0x93));
        byte[] shared = storage("FloatStorage", "0", 2);
        return Stream.of(
                Arguments.of("calls builtins.eval", join(eval, tuple(text("1")), op('R'))),
                Arguments.of("calls os.system", join(stackGlobal, tuple(text("true")), op('R'))),
                Arguments.of(
                        "calls os.system",
                        call(global("torch._tensor", "_rebuild_from_type_v2"), stackGlobal, eval, tuple(), op('}'))),
                Arguments.of("instruction", op('i')),
                Arguments.of("protocol 9", op(0x80, 9)),
                Arguments.of("pickle ends", join(op(0x8d), int64(1L << 62))),
                Arguments.of("pickle ends", join(op(0x96), int64(-1))),
                Arguments.of("pickle ends", op('X', 0xff, 0xff, 0xff, 0xff)),
                Arguments.of("whole number", op(0x8b, 0xff, 0xff, 0xff, 0x7f)),
                Arguments.of("no UTF-8", op('X', 1, 0, 0, 0, 0xff)),
                Arguments.of("makes no sense", op('h', 7)),
                Arguments.of("makes no sense", op('t')),
                Arguments.of("makes no sense", op('0')),
                Arguments.of("makes no sense", op('}', '(', 'K', 1, 'u')),
                Arguments.of("makes no sense", op('}', ']', 'K', 1, 's')),
                Arguments.of("without saying which", join(text("storage"), op('Q'))),
                Arguments.of("torch.QInt8Storage, which is not read", storage("QInt8Storage", "0", 2)),
                Arguments.of("claims -1", storage("FloatStorage", "0", -1)),
                Arguments.of("its pickle says 4611686018427387904", dict(text("w"), vector("0", 1L << 60))),
                Arguments.of("impossible shape", dict(text("w"), vector("0", 1L << 62))),
                Arguments.of("entry archive/data/1 is missing", dict(text("w"), vector("1", 2))),
                Arguments.of("does not fit", tensor(shared, 1, numbers(2), numbers(1))),
                Arguments.of("does not fit", tensor(shared, -1, numbers(2), numbers(1))),
                Arguments.of("does not fit", tensor(shared, 1, numbers(2), numbers(-1))),
                Arguments.of("does not fit", tensor(shared, 0, numbers(2, 1), numbers(1))),
                Arguments.of("impossible shape", tensor(shared, 0, numbers(3), numbers(Long.MAX_VALUE))),
                Arguments.of("impossible shape", tensor(shared, 0, numbers(-2), numbers(1))),
                Arguments.of("impossible shape", tensor(shared, 0, numbers(new long[100]), numbers(new long[100]))),
                Arguments.of(
                        "unfolds to more than the file",
                        dict(text("w"), tensor(shared, 0, numbers(1 << 28), numbers(0)))),
                Arguments.of("a dict with the keys [w]", dict(text("w"), number(1))),
                Arguments.of("a list or tuple", join(op(']', '('), vector("0", 2), op('e'))),
                Arguments.of("a single tensor of shape [2]", vector("0", 2)),
                Arguments.of("a single value", op('N')));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pickles")
    void hostilePicklesAreRefused(String complaint, byte[] body) throws IOException {
        assertRefused(zip(pickle(body), STORAGES, null), complaint);
    }

    @Test
    void nestsThatDoubleAtEveryLevelCostNothing() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(op('}', ')'));
        for (int i = 0; i < 100; i++) {
            body.writeBytes(op('2', 0x86));
        }
        body.writeBytes(op('K', 1, 's'));

        assertRefused(zip(pickle(body.toByteArray()), STORAGES, null), "no weights at a usual place");
    }

    @Test
    void manyMapsOfOneLongListCostNoMoreThanOne() throws IOException {
        byte[] ordered = global("collections", "OrderedDict");
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(join(ordered, op('q', 1), op(']', 'q', 2, '(')));
        for (int i = 0; i < 100_000; i++) {
            body.writeBytes(join(op(']', '('), number(i), op('N', 'e')));
        }
        body.writeBytes(op('e', 0x85, 'q', 3));
        for (int i = 0; i < 100_000; i++) {
            body.writeBytes(op('h', 1, 'h', 3, 'R'));
        }

        assertRefused(zip(pickle(body.toByteArray()), STORAGES, null), "no weights at a usual place");
    }

    @Test
    void mapsWithinThemselvesAreLeft() throws IOException {
        byte[] body = join(op('}', 'q', 1), text("model"), op('h', 1, 's'));

        assertRefused(zip(pickle(body), STORAGES, null), "no weights at a usual place");
    }

    @Test
    void endlessPicklesAreStopped() throws IOException {
        byte[] body = new byte[3_000_000];
        Arrays.fill(body, (byte) '}');

        assertRefused(zip(pickle(body), STORAGES, null), "more than 2000000 instructions");
    }

    @Test
    void terminalCodesInAFileDoNotReachTheTerminal() throws IOException {
        assertRefused(zip(pickle(call(global("a\u001b[31m", "b"))), STORAGES, null), "calls a?[31m.b");
    }

    @Test
    void longQuotationsAreCut() throws IOException {
        Path file = write(zip(pickle(dict(text("x".repeat(100_000)), op('N'))), STORAGES, null));

        assertThatThrownBy(() -> Weights.read(file))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(5000));
    }

    @Test
    void brokenArchivesAreRefused() throws IOException {
        byte[] good = zip(pickle(dict(text("w"), vector("0", 2))), STORAGES, null);
        byte[] flipped = good.clone();
        flipped[find(good, floats(1, 2))]++;

        assertRefused(flipped, "archive/data/0 does not match its checksum");
        assertRefused(Arrays.copyOf(good, good.length - 30), "is a truncated zip archive");
        assertRefused(zip(pickle(dict(text("w"), vector("0", 2))), STORAGES, "middle"), "byte order middle");
        assertRefused(zip(pickle(dict(text("w"), vector("0", 2))), Map.of("0", floats(1)), null), "has 4 bytes");
    }

    @Test
    void otherArchivesAreTold() throws IOException {
        assertRefused(archive("a/code.py"), "zip archive without data.pkl");
        assertRefused(archive("a/data.pkl", "a/constants.pkl"), "TorchScript");
        assertRefused(archive("a/data.pkl", "b/data.pkl"), "more than one data.pkl");
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(packed)) {
            zip.putNextEntry(new ZipEntry("a/data.pkl"));
            zip.write(new byte[100_000]);
        }
        assertRefused(packed.toByteArray(), "compressed entry a/data.pkl");
    }

    @Test
    void entriesThatLieOverEachOtherAreRefused() throws IOException {
        byte[] good = zip(pickle(dict(text("w"), vector("0", 2))), STORAGES, null);
        int directory = find(good, op('P', 'K', 1, 2));
        byte[] size = TorchFiles.int32(good.length + 1);
        System.arraycopy(size, 0, good, directory + 20, 4);
        System.arraycopy(size, 0, good, directory + 24, 4);

        assertRefused(good, "larger than the file");
    }

    @Test
    void whatCannotFitIsRefusedBeforeItIsAllocated() {
        assertThatThrownBy(() -> Memory.arraySize(1L << 31)).hasMessageContaining("2 GiB");
        assertThatThrownBy(() -> Memory.requireHeap(1L << 50)).hasMessageContaining("-Xmx");
    }

    @Test
    void brokenOldFilesAreRefused() throws IOException {
        byte[] good = legacy(pickle(dict(text("w"), vector("a", 2))), "a", 1, 2);

        assertRefused(Arrays.copyOf(good, good.length - 1), "is truncated: 7 bytes left");
        assertRefused(legacy(pickle(dict(text("w"), vector("a", 2))), "a", 1, 2, 3), "3 elements; its pickle says 2");
        assertRefused(legacy(pickle(dict(text("w"), vector("a", 2))), "b", 1, 2), "no tensor uses");
        assertRefused(pickle(number(7)), "is a Python pickle and no PyTorch checkpoint");
    }

    @Test
    void theFileIsNamedEvenIfTheMessageBeginsLikeItsName() {
        assertThat(Weights.inFile(Path.of("is"), new WeightsException("is empty")))
                .hasMessage("is: is empty");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            version https://git-lfs.github.com/spec/v1 | run git lfs pull
            <!DOCTYPE html><html>                      | HTML or XML page
            {"error": "not found"}                     | is a text file
            Straße                                     | is a text file
            """)
    void textsAreToldApart(String content, String complaint) throws IOException {
        assertRefused(content.getBytes(StandardCharsets.UTF_8), complaint);
    }

    @Test
    void otherFilesAreTold() throws IOException {
        assertRefused(new byte[0], "is empty");
        assertRefused(new byte[100], "is no weights file");
        assertRefused(op(0x1f, 0x8b, 8, 0), "gzip");
        assertRefused(op(0x89, 'H', 'D', 'F', 13, 10, 26, 10), "HDF5");
        assertThatThrownBy(() -> Weights.read(folder)).hasMessage(folder + ": is a folder; expected a weights file");
        Path none = folder.resolve("none.pth");
        assertThatThrownBy(() -> Weights.read(none)).hasMessage(none + ": no such file");
    }

    private static byte[] archive(String... names) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (String name : names) {
                store(zip, name, pickle(number(1)));
            }
        }
        return bytes.toByteArray();
    }

    private static int find(byte[] bytes, byte[] part) {
        int at = 0;
        while (!Arrays.equals(bytes, at, at + part.length, part, 0, part.length)) {
            at++;
        }
        return at;
    }

    private Path write(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("file"), bytes);
    }

    private void assertRefused(byte[] bytes, String complaint) throws IOException {
        Path file = write(bytes);
        assertThatThrownBy(() -> Weights.read(file))
                .isInstanceOf(WeightsException.class)
                .hasMessageStartingWith(file + ": ")
                .hasMessageContaining(complaint);
    }
}
