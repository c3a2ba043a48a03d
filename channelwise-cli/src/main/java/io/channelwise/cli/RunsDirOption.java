package io.channelwise.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** {@code --runs-dir FOLDER}. */
final class RunsDirOption {

    @Option(
            names = "--runs-dir",
            paramLabel = "FOLDER",
            defaultValue = "runs",
            description = "Where the runs are. Default: ${DEFAULT-VALUE}.")
    Path folder;
}
