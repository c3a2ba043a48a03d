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
import static io.channelwise.weights.TorchFiles.zip64;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Where fuzzing starts: small files of every format, with all that they may hold. */
final class FuzzSeeds {

    private static final byte[] STORAGE = floats(1, 2, 3, 4, 5, 6);
    private static final int SMALL = 8192;

    private FuzzSeeds() {}

    /** Whole files of each format, and the small ones among the shared fixtures. */
    static Stream<byte[]> files() {
        Stream<byte[]> archives = pickles()
                .flatMap(pickle ->
                        Stream.of(zip(pickle, Map.of("0", STORAGE), "little"), legacy(pickle, "0", 1, 2, 3, 4, 5, 6)));
        Stream<byte[]> wide = Stream.of(zip64(zip(nested(), Map.of("0", STORAGE), "big")));
        Stream<byte[]> safetensors = headers().map(json -> join(int64(json.length), json, STORAGE));
        return Stream.of(archives, wide, safetensors, fixtures()).flatMap(seeds -> seeds);
    }

    /** Headers of safetensors files with 24 bytes of data. */
    static Stream<byte[]> headers() {
        return Stream.of("""
                {"__metadata__":{"format":"pt"},"a":{"dtype":"F32","shape":[2,2],"data_offsets":[0,16]},\
                "b":{"dtype":"I64","shape":[],"data_offsets":[16,24]}}""", """
                {"half":{"dtype":"F16","shape":[0,3],"data_offsets":[0,0]},\
                "wide":{"dtype":"BF16","shape":[12],"data_offsets":[0,24],"more":[{}]}}\s\s""").map(json -> json.getBytes(StandardCharsets.UTF_8));
    }

    /** Pickles over one storage of six floats, called 0. */
    static Stream<byte[]> pickles() {
        return Stream.of(
                nested(),
                pickle(dict(text("weight"), vector("0", 6))),
                pickle(dict(text("p"), call(global("torch._utils", "_rebuild_parameter"), vector("0", 6), op(0x88)))),
                pickle(dict(text("of"), partOfStorage(), text("twice"), op('2'))),
                pickle(tuple(op('N', 0x88, 0x89, 'J'), int64(7), op('K', 1, 'M', 1, 0, ']', 'a'))),
                pickle(op(0x95), int64(9), op(0x8c, 1, 'k', 0x94, 'h', 0, 0x8f, '(', 'K', 1, 0x90, 0x86)),
                pickle(global("posix", "system"), tuple(text("true")), op('R')),
                pickle(global("collections", "OrderedDict"), op(')', 0x81, '}', 'b')));
    }

    /** A training run's: the weights under state_dict, the optimiser beside them. */
    private static byte[] nested() {
        byte[] ordered = join(
                call(global("collections", "OrderedDict")),
                op('q', 1, '('),
                join(text("module.conv.weight"), vector("0", 6)),
                join(text("module.view"), tensor(storage("FloatStorage", "0", 6), 1, numbers(2, 2), numbers(1, 2))),
                op('u'));
        byte[] optimizer = dict(text("lr"), join(op('G'), new byte[8]), number(0), op('h', 1));
        return pickle(dict(text("state_dict"), ordered, text("optimizer"), optimizer, text("epoch"), op('K', 9)));
    }

    private static byte[] partOfStorage() {
        byte[] part = tuple(text("view"), number(1), number(2));
        return tensor(storage("FloatStorage", "0", 6, part), 0, numbers(2), numbers(1));
    }

    private static Stream<byte[]> fixtures() {
        Path folder = Path.of("..", "..", "shared", "fixtures", "checkpoints");
        if (!Files.isDirectory(folder)) {
            return Stream.empty();
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> small = files.filter(file -> file.toFile().length() < SMALL)
                    .sorted()
                    .toList();
            return small.stream().map(FuzzSeeds::bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
