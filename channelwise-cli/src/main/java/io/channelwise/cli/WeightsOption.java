package io.channelwise.cli;

import io.channelwise.weights.WeightsCache;
import io.channelwise.weights.WeightsSource;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** {@code --weights WEIGHTS} or {@code --pretrained MODEL}, and {@code --offline}. */
final class WeightsOption {

    @ArgGroup(multiplicity = "1")
    private Where where;

    @Mixin
    private SelectionOptions selection;

    @Option(
            names = "--offline",
            description = "Never download: use files, and what has been downloaded before, which is kept in "
                    + "$$CHANNELWISE_CACHE or ~/.cache/channelwise.")
    private boolean offline;

    private static final class Where {

        @Option(
                names = "--weights",
                paramLabel = "WEIGHTS",
                description = "A checkpoint that train has written, safetensors or PyTorch's; its https address; or "
                        + "timm/NAME, such as timm/seresnet50.a1_in1k, from Hugging Face.")
        private String word;

        @Option(
                names = "--pretrained",
                paramLabel = "MODEL",
                description = "The weights that its authors publish for a model, such as se_resnet50.")
        private String model;
    }

    WeightsSource source(CommandSpec command) {
        return Usage.check(
                        command,
                        () -> where.word == null
                                ? WeightsSource.pretrained(where.model)
                                : WeightsSource.parse(where.word))
                .selecting(selection.selection());
    }

    WeightsCache cache(CommandSpec command) {
        return WeightsCache.standard()
                .offline(offline)
                .with(new DownloadProgress(command.commandLine().getErr()));
    }
}
