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
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
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
                Arguments.of("a tensor of torch.QInt8Storage, which is not read", dict(text("w"), ofUnread(number(0)))),
                Arguments.of("a tensor of torch.float8_e4m3fn, which is not read", dict(text("w"), float8())),
                Arguments.of("type my.Storage, which is not read", foreignStorage()),
                Arguments.of("a parameter of no tensor", call(global("torch._utils", "_rebuild_parameter"), number(1))),
                Arguments.of("calls os.system", call(global("functools", "partial"), global("os", "system"))),
                Arguments.of("calls builtins.exec", call(global("builtins", "map"), global("builtins", "exec"))),
                Arguments.of("calls os.open", call(global("builtins", "getattr"), global("os", "open"), text("x"))),
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

    private static byte[] ofUnread(byte[] offset) {
        return call(
                global("torch._utils", "_rebuild_tensor_v2"),
                storage("QInt8Storage", "0", 2),
                offset,
                tuple(),
                tuple());
    }

    private static byte[] float8() {
        byte[] storage = storage("storage.UntypedStorage", "0", 2);
        return call(
                global("torch._utils", "_rebuild_tensor_v3"),
                storage,
                number(0),
                numbers(2),
                numbers(1),
                op(0x89),
                op('}'),
                global("torch", "float8_e4m3fn"));
    }

    private static byte[] foreignStorage() {
        byte[] id = join(text("storage"), global("my", "Storage"), text("0"), text("cpu"), number(2));
        return join(tuple(id), op('Q'));
    }

    @ParameterizedTest
    @CsvSource({
        "posix, system",
        "nt, system",
        "subprocess, Popen",
        "__builtin__, eval",
        "builtins, __import__",
        "builtins, open",
        "importlib, import_module",
        "runpy, _run_code",
        "socket, create_connection",
        "shutil, rmtree",
        "ctypes, CDLL",
        "types, FunctionType",
        "marshal, loads",
        "pickle, loads",
        "pip, main",
        "webbrowser, open",
        "numpy.testing._private.utils, runstring",
        "torch.hub, load",
        "torch.serialization, load"
    })
    void whatCouldDoHarmIsRefusedByName(String module, String function) throws IOException {
        byte[] root =
                dict(text("model"), dict(text("weight"), vector("0", 2)), text("x"), call(global(module, function)));

        assertRefused(zip(pickle(root), STORAGES, null), "calls " + module + "." + function + ", which weights");
    }

    @Test
    void keysOfEqualHashCodesCostNothing() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(op('}', '('));
        for (int i = 0; i < 1 << 17; i++) {
            StringBuilder name = new StringBuilder();
            for (int bit = 0; bit < 17; bit++) {
                name.append((i >> bit & 1) == 0 ? "Aa" : "BB");
            }
            body.writeBytes(join(global("m", name.toString()), op('N')));
        }
        body.writeBytes(join(op('u')));
        Path file = write(zip(pickle(body.toByteArray()), STORAGES, null));

        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> assertThatThrownBy(() -> Weights.read(file))
                .hasMessageContaining("no weights at a usual place"));
    }

    @Test
    void textsOfEqualHashCodesAreKeysLikeOthers() {
        LinkedHashMap<Object, Object> map = new LinkedHashMap<>();
        Unpickler.putText(map, "AaBB", 1);
        Unpickler.putText(map, "BBAa", 2);
        Unpickler.putText(map, 7L, 3);

        assertThat(map).containsExactly(Map.entry("AaBB", 1), Map.entry("BBAa", 2));
    }

    @Test
    void mapsThatHoldThemselvesUnderEveryNameAreLookedAtOnce() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(op('}', 'q', 1, '('));
        for (String name : List.of("state_dict", "model", "net", "network", "module", "weights", "params", "x", "y")) {
            body.writeBytes(join(text(name), op('h', 1)));
        }
        for (int i = 0; i < 200_000; i++) {
            body.writeBytes(join(text("k" + i), op('N')));
        }
        body.writeBytes(op('u'));
        Path file = write(zip(pickle(body.toByteArray()), STORAGES, null));

        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> assertThatThrownBy(() -> Weights.read(file))
                .hasMessageContaining("no weights at a usual place"));
    }

    @Test
    void moreTensorsThanAnyNetworkHasAreRefused() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(join(op('}'), vector("0", 2), op('q', 1, '0', '(')));
        for (int i = 0; i <= Weights.MAX_TENSORS; i++) {
            body.writeBytes(join(text("k" + i), op('h', 1)));
        }
        body.writeBytes(op('u'));

        assertRefused(
                zip(pickle(body.toByteArray()), STORAGES, null), "has 100001 tensors in one dict; allowed: 100000");
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
        assertRefused(zip(pickle(call(global("os", "\u001b[31m"))), STORAGES, null), "calls os.?[31m");
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
        assertRefused(archive("a/data.pkl", "a/constants.pkl"), "TorchScript program; save its weights");
        assertRefused(archive("a/data.pkl", "b/data.pkl"), "more than one data.pkl");
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(packed)) {
            zip.putNextEntry(new ZipEntry("a/data.pkl"));
            zip.write(new byte[100_000]);
        }
        assertRefused(packed.toByteArray(), "compressed entry a/data.pkl");
        ByteArrayOutputStream script = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(script)) {
            zip.putNextEntry(new ZipEntry("a/code/__torch__.py"));
            zip.write(new byte[1000]);
            store(zip, "a/constants.pkl", pickle(number(1)));
        }
        assertRefused(script.toByteArray(), "is a TorchScript program");
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
