package io.channelwise.deploy;

import io.channelwise.weights.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Class names, one a line in the order of the outputs, as model servers read them. */
final class LabelFile {

    private LabelFile() {}

    static void write(Path file, List<String> classes) throws IOException {
        String lines =
                classes.stream().map(name -> name.replaceAll("\\R", " ") + "\n").collect(Collectors.joining());
        AtomicFile.write(file, lines.getBytes(StandardCharsets.UTF_8));
    }
}
