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
            "  channelwise evaluate --weights best.safetensors --data folder:photos",
            "  channelwise predict --weights best.safetensors photo.jpg",
            "  channelwise compare first second",
            "  channelwise predict --pretrained se_resnet50 photo.jpg",
            "  channelwise convert resnet20.th resnet20.safetensors",
            "  channelwise export best.safetensors flowers.onnx",
            "%nExit codes: 0 done, 1 failed, 2 wrong usage. Results go to stdout, progress to%nstderr."
        },
        subcommands = {
            TrainCommand.class,
            EvaluateCommand.class,
            PredictCommand.class,
            RunsCommand.class,
            CompareCommand.class,
            ModelsCommand.class,
            SummaryCommand.class,
            ConvertCommand.class,
            ExportCommand.class,
            InspectCommand.class,
            CacheCommand.class,
            DoctorCommand.class,
            CommandLine.HelpCommand.class
        })
final class Channelwise implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no command given; there are " + commands());
    }

    private String commands() {
        return String.join(", ", spec.subcommands().keySet());
    }

    /** {@code channelwise 0.1.0}. */
    static final class VersionLine implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"channelwise " + Version.current()};
        }
    }
}
