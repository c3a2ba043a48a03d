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
import static io.channelwise.weights.TorchFiles.tensor;
import static io.channelwise.weights.TorchFiles.text;
import static io.channelwise.weights.TorchFiles.tuple;
import static io.channelwise.weights.TorchFiles.vector;
import static io.channelwise.weights.TorchFiles.zip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people really save, written by construction. */
class TorchCheckpointTest {

    private static final byte[] STATE_DICT = dict(text("w"), vector("0", 2));
    private static final Map<String, byte[]> STORAGES = Map.of("0", floats(1, 2));

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"state_dict", "model", "model_state_dict", "net", "ema_state_dict"})
    void theStateDictIsFoundUnderItsUsualNames(String name) {
        Weights weights = read(zip(pickle(dict(text(name), STATE_DICT, text("epoch"), number(3))), STORAGES, null));

        assertThat(floatsOf(weights, "w")).containsExactly(1, 2);
        assertThat(weights.origin()).isEqualTo("PyTorch zip, under " + name);
        assertThat(weights.metadata()).containsExactly(Map.entry("epoch", "3"));
    }

    @Test
    void aNestedStateDictIsFound() {
        byte[] nested = dict(text("model"), dict(text("state_dict"), STATE_DICT));

        assertThat(read(zip(pickle(nested), STORAGES, null)).origin()).endsWith("under model.state_dict");
    }

    @ParameterizedTest
    @ValueSource(strings = {"module.", "_orig_mod.", "_orig_mod.module.", "module.module."})
    void wrappersPrefixesAreDropped(String prefix) {
        byte[] dict = dict(text(prefix + "w"), vector("0", 2), text(prefix + "v"), vector("0", 2));

        assertThat(read(zip(pickle(dict), STORAGES, null)).tensors()).containsOnlyKeys("w", "v");
    }

    @Test
    void aPrefixOfSomeKeysOnlyIsTheModelsOwn() {
        byte[] dict = dict(text("module.w"), vector("0", 2), text("v"), vector("0", 2));

        assertThat(read(zip(pickle(dict), STORAGES, null)).tensors()).containsOnlyKeys("module.w", "v");
    }

    @Test
    void harmlessObjectsBesideTheWeightsAreDropped() {
        byte[] namespace = join(
                global("argparse", "Namespace"), op(')', 0x81), dict(text("lr"), join(op('G'), new byte[8])), op('b'));
        byte[] scalar = call(global("numpy.core.multiarray", "scalar"), call(global("numpy", "dtype"), text("f8")));
        byte[] history =
                call(global("collections", "defaultdict"), global("__builtin__", "list"), dict(text("a"), op('N')));
        byte[] root =
                dict(text("args"), namespace, text("best"), scalar, text("log"), history, text("model"), STATE_DICT);

        assertThat(floatsOf(read(zip(pickle(root), STORAGES, null)), "w")).containsExactly(1, 2);
    }

    /** What torch.save writes of values that PyTorch itself would call something for. */
    static Stream<Arguments> values() {
        byte[] nested = call(global("__builtin__", "getattr"), global("my.models", "Outer"), text("Inner"));
        byte[] untyped = storage("storage.UntypedStorage", "0", 8);
        byte[] sparse = call(
                global("torch._utils", "_rebuild_sparse_tensor"),
                call(global("torch.serialization", "_get_layout"), text("torch.sparse_coo")),
                tuple(vector("0", 2), vector("0", 2), numbers(9), op(0x89)));
        return Stream.of(
                Arguments.of(
                        "deque", join(call(global("collections", "deque"), op(']'), number(9)), op('(', 'N', 'e'))),
                Arguments.of("Enum", call(global("my.models", "Phase"), number(2))),
                Arguments.of("Enum within a class", join(nested, tuple(number(1)), op('R'))),
                Arguments.of("object of a class within a class", join(nested, op(')', 0x81, '}', 'b'))),
                Arguments.of("partial", call(global("functools", "partial"), global("my.models", "relu"))),
                Arguments.of("timedelta", call(global("datetime", "timedelta"), number(1), number(2), number(3))),
                Arguments.of("Decimal", call(global("decimal", "Decimal"), text("0.1"))),
                Arguments.of("OneCycleLR's anneal_func", call(global("__builtin__", "getattr"), nested, text("cos"))),
                Arguments.of("bytearray", call(global("__builtin__", "bytearray"), text("a"), text("latin-1"))),
                Arguments.of("bytearray of protocol 5", join(op(0x96), int64(2), op(1, 2))),
                Arguments.of("complex", call(global("__builtin__", "complex"), number(1), number(2))),
                Arguments.of("exception", call(global("builtins", "ValueError"), text("no"))),
                Arguments.of("NumPy", call(global("numpy._core.numeric", "_frombuffer"), op('C', 1, 0), text("f8"))),
                Arguments.of("NumPy of Python 2", call(global("numpy.core.multiarray", "_reconstruct"), number(0))),
                Arguments.of("complex tensor", unread("_rebuild_tensor_v2", storage("ComplexFloatStorage", "0", 1))),
                Arguments.of("float8 or uint16 tensor", unread("_rebuild_tensor_v3", untyped)),
                Arguments.of("quantised tensor", unread("_rebuild_qtensor", storage("QInt8Storage", "0", 8))),
                Arguments.of("meta tensor", unread("_rebuild_meta_tensor_no_storage", global("torch", "float32"))),
                Arguments.of("sparse tensor", sparse),
                Arguments.of("tensor of another library", unread("_rebuild_wrapper_subclass", global("my", "Tensor"))));
    }

    private static byte[] unread(String function, byte[] first) {
        return call(global("torch._utils", function), first, number(0), numbers(1), numbers(1), op(0x89), op('}'));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("values")
    void unknownValuesBesideTheWeightsDoNotMatter(String name, byte[] value) {
        byte[] root = dict(text("first"), value, text("model"), STATE_DICT, text("last"), op(']', '('), value, op('e'));

        assertThat(floatsOf(read(zip(pickle(root), STORAGES, null)), "w")).containsExactly(1, 2);
    }

    @Test
    void inTheOldFormatStoragesThatAreNotReadArePassedOver() {
        byte[] complex = unread("_rebuild_tensor_v2", storage("ComplexFloatStorage", "c", 1));
        byte[] root = pickle(dict(text("freqs"), complex, text("model"), dict(text("w"), vector("a", 2))));
        byte[] one = legacy(root, "a", 1, 2);
        byte[] keys = pickle(op(']', '('), text("a"), op('e'));
        int at = one.length - keys.length - 16;
        byte[] two = join(
                Arrays.copyOf(one, at),
                pickle(op(']', '('), text("c"), text("a"), op('e')),
                int64(1),
                floats(7, 8),
                int64(2),
                floats(1, 2));

        assertThat(floatsOf(read(two), "w")).containsExactly(1, 2);
    }

    @Test
    void tensorsThatAreNotReadMatterWhereTheyAreWeights() throws IOException {
        byte[] complex = unread("_rebuild_tensor_v2", storage("ComplexFloatStorage", "0", 1));
        byte[] file = zip(pickle(dict(text("w"), vector("0", 2), text("freqs"), complex)), STORAGES, null);
        Path path = Files.write(folder.resolve("complex.pth"), file);

        assertThatThrownBy(() -> Weights.read(path))
                .hasMessage(path + ": freqs: is a tensor of torch.ComplexFloatStorage, which is not read; leave it out"
                        + " with --ignore if no layer needs it");
        assertThat(Weights.read(path, new Selection(null, List.of("freqs"))).tensors())
                .containsOnlyKeys("w");
    }

    @ParameterizedTest
    @ValueSource(strings = {"model_state", "ema", "ema_state", "student", "trainer"})
    void theOnlyDictOfWeightsIsTakenWhateverItsName(String name) {
        byte[] dict = dict(text("conv.weight"), vector("0", 2));
        byte[] root =
                dict(text(name), dict, text("rng"), vector("0", 2), text("optimizer"), dict(text("m"), vector("0", 2)));

        Weights weights = read(zip(pickle(root), STORAGES, null));

        assertThat(weights.tensors()).containsOnlyKeys("conv.weight");
        assertThat(weights.origin()).isEqualTo("PyTorch zip, under " + name);
    }

    @Test
    void ofSeveralDictsOneMustBeNamed() throws IOException {
        byte[] student = dict(text("conv.weight"), vector("0", 2));
        byte[] teacher = dict(text("net"), dict(text("x.conv.weight"), vector("0", 2)));
        byte[] file = zip(pickle(dict(text("student"), student, text("teacher"), teacher)), STORAGES, null);
        Path path = Files.write(folder.resolve("two.pth"), file);

        assertThatThrownBy(() -> Weights.read(path))
                .hasMessage(path + ": holds 2 dicts of tensors, student, teacher.net: name one with --key student");
        assertThat(Weights.read(path, new Selection("student", null)).origin()).endsWith("under student");
        assertThat(Weights.read(path, new Selection("teacher", null)).origin()).endsWith("under teacher.net");
        assertThat(Weights.read(path, new Selection("teacher.net", null)).tensors())
                .containsOnlyKeys("x.conv.weight");
        assertThat(Weights.read(path, new Selection("teacher.net.x", null)).tensors())
                .containsOnlyKeys("conv.weight");
    }

    @Test
    void theUsualPlaceGivesWayToANamedOne() throws IOException {
        byte[] ema = dict(text("n_averaged"), vector("0", 2), text("module.w"), vector("0", 2));
        byte[] file = zip(pickle(dict(text("model"), STATE_DICT, text("model_ema"), ema)), STORAGES, null);
        Path path = Files.write(folder.resolve("ema.pth"), file);

        assertThat(Weights.read(path).origin()).endsWith("under model");
        Weights average = Weights.read(path, new Selection("model_ema", null));
        assertThat(average.origin()).endsWith("under model_ema");
        assertThat(average.tensors()).containsOnlyKeys("w");
    }

    @Test
    void parametersAndTensorsWithAttributesAreTensors() {
        byte[] parameter = call(global("torch._utils", "_rebuild_parameter"), vector("0", 2), op(0x88), op('}'));
        byte[] arguments = tuple(storage("FloatStorage", "0", 2), number(1), numbers(), numbers());
        byte[] subclass = call(
                global("torch._tensor", "_rebuild_from_type_v2"),
                global("torch._utils", "_rebuild_tensor_v2"),
                global("my", "Tensor"),
                arguments,
                op('}'));

        Weights weights = read(zip(pickle(dict(text("p"), parameter, text("s"), subclass)), STORAGES, null));

        assertThat(floatsOf(weights, "p")).containsExactly(1, 2);
        assertThat(weights.tensors().get("s")).hasToString("F32 []");
        assertThat(floatsOf(weights, "s")).containsExactly(2);
    }

    @Test
    void viewsOfOneStorageAreTakenApart() {
        byte[] all = storage("FloatStorage", "0", 6);
        byte[] dict = dict(
                text("tail"), tensor(all, 4, numbers(2), numbers(1)),
                text("transposed"), tensor(all, 0, numbers(3, 2), numbers(1, 3)),
                text("column"), tensor(all, 1, numbers(2, 1), numbers(3, 1)),
                text("expanded"), tensor(all, 5, numbers(2, 2), numbers(0, 0)),
                text("none"), tensor(all, 0, numbers(0, 3), numbers(3, 1)));

        Weights weights = read(zip(pickle(dict), Map.of("0", floats(0, 1, 2, 3, 4, 5)), null));

        assertThat(floatsOf(weights, "tail")).containsExactly(4, 5);
        assertThat(floatsOf(weights, "transposed")).containsExactly(0, 3, 1, 4, 2, 5);
        assertThat(floatsOf(weights, "column")).containsExactly(1, 4);
        assertThat(floatsOf(weights, "expanded")).containsExactly(5, 5, 5, 5);
        assertThat(weights.tensors().get("none")).hasToString("F32 [0, 3]");
    }

    @Test
    void bigEndianFilesAreTurned() {
        byte[] bigEndian = ByteBuffer.allocate(8).putFloat(1.5f).putFloat(-2).array();

        assertThat(floatsOf(read(zip(pickle(STATE_DICT), Map.of("0", bigEndian), "big")), "w"))
                .containsExactly(1.5f, -2);
    }

    @Test
    void archivesWithZip64FieldsAreRead() {
        byte[] archive = TorchFiles.zip64(zip(pickle(STATE_DICT), STORAGES, "little"));

        assertThat(floatsOf(read(archive), "w")).containsExactly(1, 2);
    }

    @Test
    void theOldFormatKeepsViewsOfStorages() {
        byte[] view = storage("FloatStorage", "a", 3, tuple(text("b"), number(1), number(2)));
        byte[] dict = dict(text("w"), tensor(view, 1, numbers(1), numbers(1)));

        assertThat(floatsOf(read(legacy(pickle(dict), "a", 7, 8, 9)), "w")).containsExactly(9);
    }

    @Test
    void python2sOrderedDictsAndTextsAreRead() {
        byte[] pair = join(op(']', '(', 'U', 1, 'w'), vector("a", 1), op('e'));
        byte[] raw = join(op(']', '('), op('U', 3, 'r', 'a', 'w'), op('U', 2, 0xff, 0xfe), op('e'));
        byte[] pairs = join(op(']', '('), raw, pair, op('e'));
        byte[] ordered = call(global("collections", "OrderedDict"), pairs);

        assertThat(floatsOf(read(legacy(pickle(ordered), "a", 7)), "w")).containsExactly(7);
    }

    @Test
    void protocol4IsRead() {
        byte[] texts = join(op(0x8c, 5), "torch".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        byte[] type = join(texts, text("FloatStorage"), op(0x93, 0x94));
        byte[] id = join(tuple(text("storage"), type, text("0"), text("cpu"), number(2)), op('Q'));
        byte[] body = dict(text("w"), tensor(id, 0, numbers(2), numbers(1)));
        byte[] framed = join(op(0x80, 4, 0x95), TorchFiles.int64(body.length), body, op('.'));

        assertThat(floatsOf(read(zip(framed, STORAGES, "little")), "w")).containsExactly(1, 2);
    }

    private Weights read(byte[] bytes) {
        try {
            return Weights.read(Files.write(folder.resolve("file"), bytes));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static float[] floatsOf(Weights weights, String key) {
        FloatBuffer buffer = weights.tensors().get(key).data().asFloatBuffer();
        float[] values = new float[buffer.remaining()];
        buffer.get(values);
        return values;
    }
}
