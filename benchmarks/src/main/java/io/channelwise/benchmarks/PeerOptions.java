package io.channelwise.benchmarks;

import java.io.IOException;
import picocli.CommandLine.Option;

/** The Python of the other side. */
final class PeerOptions {

    @Option(
            names = "--python",
            paramLabel = "PATH",
            description = "A Python for the other side. " + "Default: $$PEER_PYTHON, or python3.")
    private String python = System.getenv().getOrDefault("PEER_PYTHON", "python3");

    String python() {
        return python;
    }

    /** Whether it runs these imports; if not, says that the library is left out. */
    boolean has(String library, String imports) {
        if (runs(imports)) {
            return true;
        }
        System.err.println(library + " is left out: " + missing());
        return false;
    }

    /** Fails unless it runs these imports. */
    void require(String library, String imports) throws IOException {
        if (!runs(imports)) {
            throw new IOException(library + " is needed: " + missing());
        }
    }

    private String missing() {
        return python
                + " cannot run it; benchmarks/README.md says how to install it. Name another Python with --python.";
    }

    private boolean runs(String imports) {
        try {
            Process check = new ProcessBuilder(python, "-c", imports)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return check.onExit().join().exitValue() == 0;
        } catch (IOException noSuchProgram) {
            return false;
        }
    }

    boolean hasTorch() {
        return has("PyTorch", "import torch; torch.optim.SGD");
    }

    /** Whether {@code torch.compile} finds a C++ compiler, which it needs for code of its own. */
    boolean compiles() {
        return has("torch.compile", "import torch; torch.compile(lambda x: x + 1)(torch.ones(2))");
    }
}
