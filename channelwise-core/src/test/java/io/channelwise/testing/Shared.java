package io.channelwise.testing;

import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;

/** The folder {@code shared} beside the checkout: real data, real weights and PyTorch's reference numbers. */
public final class Shared {

    private Shared() {}

    /** The file or folder there; a test that needs one that is missing is reported as skipped, with its name. */
    public static Path path(String name) {
        Path path = root().resolve(name);
        if (!Files.exists(path)) {
            abort("skipped: ../shared/" + name + " is not beside this checkout");
        }
        return path;
    }

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("mvnw"))) {
            folder = folder.getParent();
        }
        return folder.resolveSibling("shared");
    }
}
