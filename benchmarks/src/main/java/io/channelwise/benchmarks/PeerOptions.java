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
    boolean has(String library, String imports) throws IOException {
        try {
            Process check = new ProcessBuilder(python, "-c", imports)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (check.onExit().join().exitValue() == 0) {
                return true;
            }
        } catch (IOException noSuchProgram) {
            // Said below in words that help more.
        }
        System.err.println(library + " is left out: " + python
                + " has none; benchmarks/README.md says how to install it. Name another Python with --python.");
        return false;
    }

    boolean hasTorch() throws IOException {
        return has("PyTorch", "import torch; torch.optim.SGD");
    }
}
