package io.channelwise.cli;

import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;

/** The folder {@code shared} beside the checkout. */
final class SharedFiles {

    private SharedFiles() {}

    /** The file or folder there; a test that needs one that is missing is reported as skipped, with its name. */
    static Path path(String name) {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("mvnw"))) {
            folder = folder.getParent();
        }
        Path path = folder.resolveSibling("shared").resolve(name);
        if (!Files.exists(path)) {
            abort("skipped: ../shared/" + name + " is not beside this checkout");
        }
        return path;
    }
}
