package io.channelwise.cli;

import io.channelwise.data.DatasetSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** {@code --data DATA}. */
final class DataOption {

    static final String DESCRIPTION =
            "shapes (drawn here, no download), mnist, fashion-mnist, cifar10 or cifar100, each "
                    + "with :FOLDER for official files that lie there already, or folder:PATH with one sub-folder a class.";

    @Option(names = "--data", required = true, paramLabel = "DATA", description = DESCRIPTION)
    private String word;

    DatasetSpec spec(CommandSpec command) {
        return Usage.check(command, () -> DatasetSpec.parse(word));
    }
}
