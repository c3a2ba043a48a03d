package io.channelwise.cli;

import io.channelwise.data.TextLines;
import io.channelwise.runtime.UserPaths;
import io.channelwise.weights.Checkpoint;
import io.channelwise.weights.Conversion;
import io.channelwise.weights.ModelDescription;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;

/**
 * The value of {@code --classes}.
 *
 * @param names of the classes in the order of the outputs
 * @param numbered whether only their number was given
 */
record ClassList(List<String> names, boolean numbered) {

    private static final int MOST = 1_000_000;
    private static final long LONGEST_FILE = 1 << 24;
    private static final String ALLOWED =
            "; allowed: a number from 1 to " + MOST + ", or a file with a class name a line";

    /** @throws IllegalArgumentException if it is neither a number of classes nor a file with their names */
    static ClassList parse(String text) {
        if (text.matches("\\d{1,9}")) {
            int count = Integer.parseInt(text);
            require(count >= 1 && count <= MOST, text);
            return new ClassList(Conversion.numbered(count), true);
        }
        List<String> names = lines(UserPaths.of(text)).stream()
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
        require(!names.isEmpty() && names.size() <= MOST, text + " with " + names.size() + " names");
        require(new HashSet<>(names).size() == names.size(), text + ", which has a name twice");
        return new ClassList(names, false);
    }

    /** These names; but those that the file has already where only their number was given and it is the same. */
    List<String> forFile(Checkpoint source) {
        return source.description()
                .map(ModelDescription::classes)
                .filter(known -> numbered && known.size() == names.size())
                .orElse(names);
    }

    private static List<String> lines(Path file) {
        try {
            require(Files.isRegularFile(file) && Files.size(file) <= LONGEST_FILE, file.toString());
            return TextLines.read(file);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "--classes: " + file + " is no readable text in UTF-8, or UTF-16 with its mark" + ALLOWED, e);
        }
    }

    private static void require(boolean condition, String value) {
        if (!condition) {
            throw new IllegalArgumentException("--classes: " + value + ALLOWED);
        }
    }
}
