package io.channelwise.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.channelwise.diagnosis.Outcome.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Child processes that end in every way. */
class ProbingTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    /** A child whose answer to a network's name is to do what the name says. */
    public static final class Child {

        public static void main(String[] arguments) throws IOException {
            Probe.serve(System.in, usual -> task -> answer(((Task.Shapes) task).model()));
        }

        private static Object answer(String wish) throws Exception {
            switch (wish) {
                case "exit" -> Runtime.getRuntime().halt(3);
                case "hang" -> Thread.sleep(Duration.ofMinutes(10).toMillis());
                case "throw" -> throw new IllegalStateException("it cannot be done\nhere");
                case "print" -> System.out.println("a line of a library");
                default -> {}
            }
            return Map.of("did", wish + System.getenv().getOrDefault("CHILD_WISH", ""));
        }
    }

    private static ProbeCommand child(Duration patience) {
        return new ProbeCommand(Child.class.getName(), Map.of("CHILD_WISH", "!"), patience);
    }

    private static List<Task.Shapes> tasks(String... wishes) {
        return List.of(wishes).stream().map(Task.Shapes::new).toList();
    }

    @Test
    void eachTaskHasItsOutcomeWhateverBecameOfTheOthers() {
        List<String> heard = new ArrayList<>();
        List<String> talk = new ArrayList<>();
        List<Outcome> outcomes = Probing.run(
                child(PATIENCE),
                tasks("a", "throw", "exit", "print", "b"),
                outcome -> heard.add(((Task.Shapes) outcome.task()).model()),
                talk::add);

        assertThat(heard).containsExactly("a", "throw", "exit", "print", "b");
        assertThat(talk).contains("a line of a library");
        assertThat(outcomes).extracting(Outcome::isAnswered).containsExactly(true, false, false, true, true);
        assertThat(outcomes.get(0).answer().get("did").asText()).isEqualTo("a!");
        assertThat(outcomes.get(1).happened()).isEqualTo("it cannot be done");
        assertThat(outcomes.get(1).fault().kind()).isEqualTo(Kind.ERROR);
        assertThat(outcomes.get(2).happened()).startsWith("the process ended with exit code 3");
    }

    @Test
    void aChildThatSaysNothingIsEnded() {
        List<Outcome> outcomes = Probing.run(child(Duration.ofSeconds(2)), tasks("hang"), outcome -> {}, line -> {});
        assertThat(outcomes).singleElement().satisfies(outcome -> {
            assertThat(outcome.fault().kind()).isEqualTo(Kind.TIMEOUT);
            assertThat(outcome.happened()).isEqualTo("no answer in 2 seconds");
        });
    }

    @Test
    void afterManyEndsTheRestIsNotTried() {
        String[] wishes = Collections.nCopies(10, "exit").toArray(String[]::new);
        List<Outcome> outcomes = Probing.run(child(PATIENCE), tasks(wishes), outcome -> {}, line -> {});
        assertThat(outcomes).hasSize(10).filteredOn(Outcome::isSkipped).hasSize(2);
    }

    @Test
    void aChildThatCannotBeginSaysWhy() {
        ProbeCommand none = new ProbeCommand("io.channelwise.NoSuchClass", Map.of(), PATIENCE);
        List<Outcome> outcomes = Probing.run(none, tasks("a"), outcome -> {}, line -> {});
        assertThat(outcomes.get(0).happened()).contains("exit code 1").contains("NoSuchClass");
    }

    @Test
    void theJvmsReportNamesSignalAndFunction() throws IOException {
        Files.writeString(folder.resolve("hs_err_17.log"), """
                #
                # A fatal error has been detected by the Java Runtime Environment:
                #
                #  SIGFPE (0x8) at pc=0x00007f1d2e4b2c31, pid=17, tid=18
                #
                # Problematic frame:
                # C  [libtorch_cpu.so+0x9f2c31]  dnnl::impl::cpu::x64::brg_blocking_t::est_eff_1x1()+0x171
                #
                """);
        assertThat(CrashReport.of(134, folder))
                .isEqualTo(new CrashReport(
                        "SIGFPE",
                        "C  [libtorch_cpu.so+0x9f2c31]  dnnl::impl::cpu::x64::brg_blocking_t::est_eff_1x1()+0x171"));
    }

    @Test
    void withoutAReportTheExitCodeTellsTheSignal() {
        assertThat(CrashReport.of(137, folder)).isEqualTo(new CrashReport("SIGKILL", ""));
        assertThat(CrashReport.of(139, folder).signal()).isEqualTo("SIGSEGV");
        assertThat(CrashReport.of(135, folder).signal()).isEqualTo("SIGBUS");
        assertThat(CrashReport.of(1, folder).signal()).isEmpty();
    }
}
