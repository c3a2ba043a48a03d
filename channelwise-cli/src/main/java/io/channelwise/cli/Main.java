package io.channelwise.cli;

import io.channelwise.data.AutoAugment;
import io.channelwise.data.BadImages;
import io.channelwise.deploy.CalibrationMethod;
import io.channelwise.deploy.ExportFormat;
import io.channelwise.runtime.Precision;
import io.channelwise.runtime.UserPaths;
import io.channelwise.train.ClassWeights;
import io.channelwise.train.Descent;
import io.channelwise.train.LearningRate;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import picocli.CommandLine;

/** The {@code channelwise} command. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Channelwise())
                .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8))
                .registerConverter(AutoAugment.class, new Words<>(AutoAugment.class))
                .registerConverter(BadImages.class, new Words<>(BadImages.class))
                .registerConverter(CalibrationMethod.class, new Words<>(CalibrationMethod.class))
                .registerConverter(ClassWeights.class, new Words<>(ClassWeights.class))
                .registerConverter(Descent.Algorithm.class, new Words<>(Descent.Algorithm.class))
                .registerConverter(ExportFormat.class, new Words<>(ExportFormat.class))
                .registerConverter(LearningRate.Shape.class, new Words<>(LearningRate.Shape.class))
                .registerConverter(DeviceName.class, new Words<>(DeviceName.class))
                .registerConverter(MemoryFormat.class, new Words<>(MemoryFormat.class))
                .registerConverter(Path.class, UserPaths::of)
                .registerConverter(Precision.class, new Words<>(Precision.class))
                .registerConverter(RunsCommand.Order.class, new Words<>(RunsCommand.Order.class))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setAbbreviatedOptionsAllowed(false)
                .setExecutionStrategy(Failures::run)
                .setParameterExceptionHandler(Failures::wrongUsage)
                .setExecutionExceptionHandler(Failures::failed);
    }
}
