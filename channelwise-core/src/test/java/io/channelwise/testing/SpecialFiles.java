package io.channelwise.testing;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Path;

/** What lies in folders and is no file. */
public final class SpecialFiles {

    private SpecialFiles() {}

    /** A named pipe to which nobody writes, so that opening it waits for ever. Skips the test where none can be made. */
    public static Path pipe(Path path) throws IOException, InterruptedException {
        int code = new ProcessBuilder("mkfifo", path.toString()).start().waitFor();
        assumeThat(code).as("mkfifo").isZero();
        return path;
    }
}
