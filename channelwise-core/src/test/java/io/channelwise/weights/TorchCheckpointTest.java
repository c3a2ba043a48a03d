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
import static io.channelwise.weights.TorchFiles.tuple;
import static io.channelwise.weights.TorchFiles.vector;
import static io.channelwise.weights.TorchFiles.zip;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
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
