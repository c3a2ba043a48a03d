package io.channelwise.cli;

import io.channelwise.data.AutoAugment;
import io.channelwise.data.BadImages;
import io.channelwise.deploy.CalibrationMethod;
import io.channelwise.deploy.ExportFormat;
import io.channelwise.runtime.MemoryUse;
import io.channelwise.runtime.Precision;
import io.channelwise.runtime.UserPaths;
import io.channelwise.train.ClassWeights;
import io.channelwise.train.Descent;
import io.channelwise.train.LearningRate;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine;

/** The {@code channelwise} command. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        // For libraries: numbers in what we print ourselves name their locale.
        Locale.setDefault(Locale.ROOT);
        Watcher.begin();
        System.exit(run(StandardOutput.open(), new ConsoleWriter(System.err), arguments));
    }

    /** Runs the command and returns its exit code. */
    static int run(StandardOutput out, PrintWriter err, String... arguments) {
        int code = commandLine().setOut(out.writer()).setErr(err).execute(arguments);
        return out.conclude(code, err);
    }

    static CommandLine commandLine() {
        return new CommandLine(new Channelwise())
                .registerConverter(Double.class, new Numbers.Real())
                .registerConverter(double.class, new Numbers.Real())
                .registerConverter(Integer.class, new Numbers.Whole())
                .registerConverter(int.class, new Numbers.Whole())
                .registerConverter(Long.class, new Numbers.WholeLong())
                .registerConverter(long.class, new Numbers.WholeLong())
                .registerConverter(AutoAugment.class, new Words<>(AutoAugment.class))
                .registerConverter(BadImages.class, new Words<>(BadImages.class))
                .registerConverter(CacheCommand.Kind.class, new Words<>(CacheCommand.Kind.class))
                .registerConverter(CalibrationMethod.class, new Words<>(CalibrationMethod.class))
                .registerConverter(ClassWeights.class, new Words<>(ClassWeights.class))
                .registerConverter(Descent.Algorithm.class, new Words<>(Descent.Algorithm.class))
                .registerConverter(ExportFormat.class, new Words<>(ExportFormat.class))
                .registerConverter(LearningRate.Shape.class, new Words<>(LearningRate.Shape.class))
                .registerConverter(DeviceName.class, new Words<>(DeviceName.class))
                .registerConverter(MemoryFormat.class, new Words<>(MemoryFormat.class))
                .registerConverter(Path.class, UserPaths::of)
                .registerConverter(MemoryUse.class, new Words<>(MemoryUse.class))
                .registerConverter(Precision.class, new Words<>(Precision.class))
                .registerConverter(RunsCommand.Order.class, new Words<>(RunsCommand.Order.class))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setExpandAtFiles(false)
                .setAbbreviatedOptionsAllowed(false)
                .setExecutionStrategy(Failures::run)
                .setParameterExceptionHandler(Failures::wrongUsage)
                .setExecutionExceptionHandler(Failures::failed);
    }
}
