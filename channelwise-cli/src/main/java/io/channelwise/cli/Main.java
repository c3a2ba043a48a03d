package io.channelwise.cli;

import io.channelwise.deploy.ExportFormat;
import io.channelwise.inference.MemoryLayout;
import io.channelwise.train.Optimization;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
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
                .registerConverter(MemoryLayout.class, new Words<>(MemoryLayout.class))
                .registerConverter(ExportFormat.class, new Words<>(ExportFormat.class))
                .registerConverter(Optimization.Algorithm.class, new Words<>(Optimization.Algorithm.class))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setAbbreviatedOptionsAllowed(false)
                .setExecutionStrategy(Failures::run)
                .setParameterExceptionHandler(Failures::wrongUsage)
                .setExecutionExceptionHandler(Failures::failed);
    }
}
