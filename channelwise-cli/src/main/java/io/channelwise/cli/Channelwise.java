package io.channelwise.cli;

import io.channelwise.runtime.Version;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command itself: it names its subcommands. */
@Command(
        name = "channelwise",
        mixinStandardHelpOptions = true,
        versionProvider = Channelwise.VersionLine.class,
        description = "Convolutional networks with channel attention (SENet, SKNet): train, evaluate, use.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  channelwise train",
            "  channelwise train --data folder:photos --epochs 20",
            "  channelwise evaluate --weights runs/NAME/checkpoints/best.safetensors --data cifar10",
            "  channelwise predict --weights runs/NAME/checkpoints/best.safetensors photo.jpg",
            "  channelwise predict --pretrained se_resnet50 photo.jpg",
            "%nExit codes: 0 done, 1 failed, 2 wrong usage. Results go to stdout, progress to stderr."
        },
        subcommands = {
            TrainCommand.class,
            EvaluateCommand.class,
            PredictCommand.class,
            ModelsCommand.class,
            SummaryCommand.class,
            CommandLine.HelpCommand.class
        })
final class Channelwise implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Missing command: train, evaluate, predict, models or summary");
    }

    /** {@code channelwise 0.1.0}. */
    static final class VersionLine implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"channelwise " + Version.current()};
        }
    }
}
