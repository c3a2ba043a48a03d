package io.channelwise.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A process that loads ONNX Runtime, and then lists the temporary files, or says why it cannot be loaded. */
final class OnnxStart {

    private OnnxStart() {}

    public static void main(String[] arguments) throws IOException {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        try {
            OnnxSession.environment();
        } catch (LinkageError e) {
            System.out.println(e.getMessage());
            System.exit(1);
        }
        System.out.println("loaded");
        if (Files.isDirectory(temporary)) {
            try (Stream<Path> files = Files.list(temporary)) {
                files.forEach(System.out::println);
            }
        }
        java.lang.Runtime.getRuntime().halt(0);
    }
}
