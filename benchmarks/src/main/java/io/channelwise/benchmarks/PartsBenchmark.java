package io.channelwise.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Parts of a step and of the loader, each alone, timed by JMH in JVMs as the launcher starts them. */
@Command(
        name = "parts",
        sortOptions = false,
        description =
                "Times parts of a step and of the loader by JMH, beside their formulas where these are not what runs.")
final class PartsBenchmark implements Callable<Integer> {

    @ParentCommand
    private Benchmarks benchmarks;

    @Spec
    private CommandSpec command;

    @Mixin
    private RunOptions run;

    @Option(
            names = "--only",
            paramLabel = "REGEX",
            description = "Parts in whose name and size it is found, \"SGD\" or \"kernel, forward\". Default: all.")
    private Pattern only = Pattern.compile("");

    @Override
    public Integer call() throws IOException {
        int rounds = run.rounds();
        List<TimedPart> parts = wanted();
        PartTable table = new PartTable(run.tableOut());
        table.head();
        List<PartScore> scores = new ArrayList<>();
        Process process = start(rounds, parts);
        try (BufferedReader answers = process.inputReader()) {
            for (TimedPart part : parts) {
                PartScore score = PartScore.of(part, times(part, answers.readLine()));
                table.row(score);
                scores.add(score);
            }
        } finally {
            process.destroy();
        }
        run.finish(scores);
        return 0;
    }

    private List<TimedPart> wanted() {
        List<TimedPart> all = PartList.all();
        List<TimedPart> wanted = all.stream()
                .filter(part -> only.matcher(part.toString()).find())
                .toList();
        if (wanted.isEmpty()) {
            String names = all.stream().map(TimedPart::toString).collect(Collectors.joining("\n"));
            throw new ParameterException(
                    command.commandLine(), "--only: " + only + "; it has to be found in one of these:\n" + names);
        }
        return wanted;
    }

    private Process start(int rounds, List<TimedPart> parts) throws IOException {
        Checkout checkout = benchmarks.checkout();
        Contestant worker = Contestant.launched("JMH", checkout.launcher(), checkout.classPath(), PartsWorker.class);
        List<String> words = new ArrayList<>(worker.command());
        words.add(String.valueOf(rounds));
        parts.forEach(part -> words.add(part.benchmark()));
        ProcessBuilder builder = new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(worker.environment());
        return builder.start();
    }

    private static List<Double> times(TimedPart part, String answer) throws IOException {
        if (answer == null) {
            throw new IOException("JMH ended at this part: " + part);
        }
        return Arrays.stream(answer.split(" ")).map(Double::valueOf).toList();
    }
}
