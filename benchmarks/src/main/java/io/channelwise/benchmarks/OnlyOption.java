package io.channelwise.benchmarks;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which contests are held. */
final class OnlyOption {

    @Option(
            names = "--only",
            paramLabel = "WORD",
            description = "Contests whose name holds the word, \"train se_\" or \"sknet50, batch 1\". Default: all.")
    private String only = "";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /** Those of all that are wanted; at least one. */
    List<StepContest> of(List<StepContest> all) {
        List<StepContest> wanted =
                all.stream().filter(one -> one.toString().contains(only)).toList();
        if (wanted.isEmpty()) {
            throw new ParameterException(
                    command.commandLine(), "--only: " + only + "; it has to be in one of these names: " + all);
        }
        return wanted;
    }
}
