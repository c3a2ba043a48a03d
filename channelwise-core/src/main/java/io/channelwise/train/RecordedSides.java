package io.channelwise.train;

import io.channelwise.data.DataException;
import io.channelwise.data.Dataset;
import io.channelwise.data.DatasetSpec;
import io.channelwise.data.KnownSides;
import io.channelwise.data.Splits;
import io.channelwise.runtime.IoReasons;
import io.channelwise.weights.AtomicFile;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Which images a run has held out and which it has trained on, a path a line in {@code held-out.txt} and
 * {@code trained-on.txt} of its folder. Earlier versions wrote the first alone.
 */
final class RecordedSides {

    private static final String HELD_OUT = "held-out.txt";
    private static final String TRAINED = "trained-on.txt";

    private final Path run;
    private final List<Path> folders = new ArrayList<>();
    private final boolean here;

    /**
     * @param run its folder
     * @param data as its configuration names it
     * @param moved where else the images may be now
     */
    RecordedSides(Path run, String data, Optional<Path> moved) {
        this.run = run;
        Optional<Path> named = DatasetSpec.parse(data).folder();
        this.here = moved.isEmpty() || moved.equals(named);
        moved.ifPresent(folders::add);
        named.ifPresent(folders::add);
    }

    /** What is written down; empty if the library did not divide the images. */
    Optional<KnownSides> read() {
        return lines(HELD_OUT)
                .map(heldOut -> new KnownSides(
                        run.toString(), names(heldOut), lines(TRAINED).map(this::names), here));
    }

    private Set<String> names(List<String> lines) {
        return KnownSides.below(folders, lines);
    }

    private Optional<List<String>> lines(String name) {
        Path file = run.resolve(name);
        try {
            return Files.exists(file) ? Optional.of(Files.readAllLines(file)) : Optional.empty();
        } catch (IOException e) {
            throw new TrainingException(file + " cannot be read: " + IoReasons.of(e), e);
        }
    }

    /**
     * Writes down where these images are, and keeps what was written down of images that are gone. The held-out ones come
     * last: where they are listed, the others are too.
     *
     * @throws DataException if one of them has changed sides
     */
    void write(Splits splits) {
        Optional<KnownSides> known = read();
        known.ifPresent(sides -> requireSame(sides, splits));
        Set<String> heldOut = known.map(KnownSides::heldOut).orElse(Set.of());
        Set<String> trained = known.flatMap(KnownSides::trained).orElse(Set.of());
        write(TRAINED, lines(splits.train(), trained));
        write(HELD_OUT, lines(splits.test(), heldOut));
    }

    private static void requireSame(KnownSides known, Splits splits) {
        Dataset train = splits.train();
        IntStream.range(0, train.size())
                .filter(i -> known.isHeldOut(train.shortId(i)).orElse(false))
                .findFirst()
                .ifPresent(i -> refuse(train.id(i), "a test image", known));
        Dataset test = splits.test();
        IntStream.range(0, test.size())
                .filter(i -> !known.isHeldOut(test.shortId(i)).orElse(true))
                .findFirst()
                .ifPresent(i -> refuse(test.id(i), "a training image", known));
    }

    private static void refuse(String image, String side, KnownSides known) {
        throw new DataException(image + ": was " + side + " of " + known.origin()
                + " and is on the other side now; open the data beside what the run has recorded");
    }

    private List<String> lines(Dataset images, Set<String> before) {
        Set<String> lines = new LinkedHashSet<>();
        Set<String> names = new TreeSet<>(before);
        for (int i = 0; i < images.size(); i++) {
            lines.add(KnownSides.line(images.id(i)));
            names.remove(KnownSides.key(images.shortId(i)));
        }
        names.forEach(name -> lines.add(path(name)));
        return List.copyOf(lines);
    }

    private String path(String name) {
        return folders.isEmpty() || new File(name).isAbsolute()
                ? name
                : folders.get(0) + File.separator + name.replace('/', File.separatorChar);
    }

    private void write(String name, List<String> lines) {
        Path file = run.resolve(name);
        byte[] text = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
        try {
            AtomicFile.write(file, text);
        } catch (IOException e) {
            throw new TrainingException(file + " cannot be written: " + IoReasons.of(e), e);
        }
    }
}
