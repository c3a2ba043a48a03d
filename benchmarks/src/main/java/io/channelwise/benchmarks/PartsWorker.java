package io.channelwise.benchmarks;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Has JMH time one benchmark after the other, each in a JVM of its own, which takes over this one's environment, options
 * and class path: what the launcher has set holds there too.
 */
final class PartsWorker {

    private static final TimeValue WARM_UP = TimeValue.milliseconds(500);
    private static final TimeValue ROUND = TimeValue.milliseconds(200);

    /** The words that the launcher puts before the arguments. */
    private static final int LAUNCHERS_OWN = 2;

    private PartsWorker() {}

    /**
     * Takes the rounds and then JMH's names of benchmarks. Prints a line for each benchmark, the mean milliseconds of a call
     * in each round.
     */
    public static void main(String[] words) throws RunnerException {
        int rounds = Integer.parseInt(words[LAUNCHERS_OWN]);
        for (String benchmark : Arrays.asList(words).subList(LAUNCHERS_OWN + 1, words.length)) {
            System.out.println(line(time(benchmark, rounds)));
            System.out.flush();
        }
    }

    private static RunResult time(String benchmark, int rounds) throws RunnerException {
        // stdout is for the results.
        OutputFormat talk = OutputFormatFactory.createFormatInstance(System.err, VerboseMode.NORMAL);
        return new Runner(options(benchmark, rounds), talk).runSingle();
    }

    private static Options options(String benchmark, int rounds) {
        return new OptionsBuilder()
                .include("^" + Pattern.quote(benchmark) + "$")
                .mode(Mode.AverageTime)
                .timeUnit(TimeUnit.MILLISECONDS)
                .forks(1)
                .warmupIterations(1)
                .warmupTime(WARM_UP)
                .measurementIterations(rounds)
                .measurementTime(ROUND)
                .shouldFailOnError(true)
                .build();
    }

    private static String line(RunResult result) {
        return result.getAggregatedResult().getIterationResults().stream()
                .map(IterationResult::getPrimaryResult)
                .map(round -> String.valueOf(round.getScore()))
                .collect(Collectors.joining(" "));
    }
}
