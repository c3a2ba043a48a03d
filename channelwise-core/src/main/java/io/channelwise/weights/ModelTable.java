package io.channelwise.weights;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What tells the weights of the registered models apart, in a file of the library, so that a checkpoint is recognised
 * without building a network: that would take seconds, hundreds of megabytes and libtorch. A test holds the file equal to
 * the registry, and writes it anew.
 */
final class ModelTable {

    /** What every registered network calls its first stage. */
    static final String FIRST_STAGE = "layer1.";

    private static final String FILE = "models.tsv";
    private static final List<Row> ROWS = read();

    private ModelTable() {}

    /**
     * A model's line.
     *
     * @param model its name in the registry
     * @param stem the key of the kernel that sees the input, {@code [out, channels, H, W]}
     * @param head the name of the linear layer that names the classes
     * @param tensors the number of its tensors without batch norms' counters
     * @param fingerprint of their keys and shapes, whatever the channels of the input and the number of classes
     */
    record Row(String model, String stem, String head, int tensors, String fingerprint) {

        static Row parse(String line) {
            String[] fields = line.split("\t", -1);
            return new Row(fields[0], fields[1], fields[2], Integer.parseInt(fields[3]), fields[4]);
        }

        String line() {
            return String.join("\t", model, stem, head, Integer.toString(tensors), fingerprint);
        }
    }

    /** In the order of the registry. */
    static List<Row> rows() {
        return ROWS;
    }

    /** The line of a model; with an attention in its blocks that of the plain one, which has the same stem and head. */
    static Optional<Row> row(String model) {
        int plus = model.indexOf('+');
        String plain = plus < 0 ? model : model.substring(0, plus);
        return ROWS.stream().filter(row -> row.model.equals(plain)).findFirst();
    }

    /** The keys that only a whole network has: of stems and of heads. */
    static Set<String> landmarks() {
        Set<String> keys = new LinkedHashSet<>();
        ROWS.forEach(row -> keys.addAll(List.of(row.stem, row.head + ".weight")));
        return keys;
    }

    /** The models with exactly these keys and shapes, but for counters, channels and classes. */
    static List<Row> matching(Map<String, List<Long>> shapes) {
        Map<String, List<Long>> counted = new TreeMap<>(shapes);
        counted.keySet().removeIf(Misfits::isCounter);
        Map<String, String> fingerprints = new TreeMap<>();
        List<Row> matching = new ArrayList<>();
        for (Row row : ROWS) {
            if (row.tensors == counted.size() && counted.containsKey(row.stem)) {
                String found = fingerprints.computeIfAbsent(
                        row.stem + " " + row.head, any -> fingerprint(counted, row.stem, row.head));
                if (found.equals(row.fingerprint)) {
                    matching.add(row);
                }
            }
        }
        return matching;
    }

    /** The first half of the SHA-256 of sorted keys and shapes, in which the free extents are stars. */
    static String fingerprint(Map<String, List<Long>> shapes, String stem, String head) {
        MessageDigest digest = sha256();
        new TreeMap<>(shapes).forEach((key, shape) -> {
            if (!Misfits.isCounter(key)) {
                int free = key.equals(stem) ? 1 : key.startsWith(head + ".") ? 0 : -1;
                digest.update((key + " " + withStar(shape, free) + "\n").getBytes(StandardCharsets.UTF_8));
            }
        });
        return HexFormat.of().formatHex(digest.digest(), 0, 16);
    }

    private static List<String> withStar(List<Long> shape, int free) {
        List<String> text = new ArrayList<>();
        for (int i = 0; i < shape.size(); i++) {
            text.add(i == free ? "*" : shape.get(i).toString());
        }
        return text;
    }

    private static List<Row> read() {
        try (InputStream file = ModelTable.class.getResourceAsStream(FILE);
                BufferedReader lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8));
                Stream<String> rows = lines.lines()) {
            return rows.map(Row::parse).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
