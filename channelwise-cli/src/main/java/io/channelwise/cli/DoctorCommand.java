package io.channelwise.cli;

import io.channelwise.diagnosis.Diagnosis;
import io.channelwise.diagnosis.Doctor;
import io.channelwise.diagnosis.Problem;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code channelwise doctor}: what this machine is, and whether the native libraries compute rightly on it. */
@Command(
        name = "doctor",
        description =
                "Show what the native libraries make of this machine, and compute every layer shape of the networks "
                        + "in child processes, to find where a library is wrong or dies. Exit code 1 where something is wrong.")
final class DoctorCommand implements Callable<Integer> {

    @Mixin
    private Common common;

    @Option(
            names = "--no-self-test",
            description = "Show what there is, and compute nothing; the self-test takes about a minute on two cores.")
    private boolean noSelfTest;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        PrintWriter out = spec.commandLine().getOut();
        Diagnosis diagnosis = Doctor.examine(!noSelfTest, new DoctorProgress(err));
        if (common.json) {
            out.println(Json.line(diagnosis));
        } else {
            DoctorPage.print(diagnosis, out);
        }
        List<Problem> problems = diagnosis.problems();
        if (problems.isEmpty()) {
            return ExitCode.OK;
        }
        Problem first = problems.get(0);
        String others = problems.size() == 1 ? "" : " (and " + Texts.plural(problems.size() - 1, "other problem") + ")";
        err.println("channelwise: " + Failures.oneLine(first.what()) + "; " + first.advice() + others);
        return ExitCode.SOFTWARE;
    }
}
