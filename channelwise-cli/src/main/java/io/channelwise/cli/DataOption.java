package io.channelwise.cli;

import io.channelwise.data.DatasetSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** {@code --data DATA}. */
final class DataOption {

    static final String DESCRIPTION =
            "shapes (drawn, not downloaded); mnist, fashion-mnist, cifar10 or cifar100 (downloaded once, or "
                    + "NAME:FOLDER with the official files); folder:PATH with one sub-folder of images a class.";

    @Option(names = "--data", required = true, paramLabel = "DATA", description = DESCRIPTION)
    private String word;

    DatasetSpec spec(CommandSpec command) {
        return Usage.check(command, () -> DatasetSpec.parse(word));
    }
}
