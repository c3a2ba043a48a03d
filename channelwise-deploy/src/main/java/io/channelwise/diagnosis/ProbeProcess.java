package io.channelwise.diagnosis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.channelwise.diagnosis.Outcome.Fault;
import io.channelwise.diagnosis.Outcome.Kind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** One child process: does tasks in order until it is done, is ended, or is too slow. */
final class ProbeProcess {

    private final ProbeCommand command;
    private final List<Task> tasks;
    private final Consumer<Outcome> done;
    private final Consumer<String> talk;
    private final List<Outcome> outcomes = new ArrayList<>();
    private String phase = "";
    private String lastWords = "";

    /**
     * A process yet to be started.
     *
     * @param done hears each outcome as it comes
     * @param talk hears the lines that native libraries print
     */
    ProbeProcess(ProbeCommand command, List<Task> tasks, Consumer<Outcome> done, Consumer<String> talk) {
        this.command = command;
        this.tasks = tasks;
        this.done = done;
        this.talk = talk;
    }

    /** The outcomes of the first tasks, one at least; those that the process did not live to try are missing. */
    List<Outcome> run() {
        try {
            Path reports = Files.createTempDirectory("channelwise-doctor");
            reports.toFile().deleteOnExit();
            try {
                run(reports);
            } finally {
                delete(reports);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return outcomes;
    }

    private void run(Path reports) throws IOException {
        Process process = command.start(reports);
        Thread end = new Thread(process::destroyForcibly, "channelwise-probe-end");
        Runtime.getRuntime().addShutdownHook(end);
        try {
            ask(process);
            boolean inTime = listen(process);
            if (!inTime) {
                process.destroyForcibly();
            }
            int code = process.waitFor();
            if (outcomes.size() < tasks.size()) {
                finish(inTime ? ended(code, reports) : timeout());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            process.destroyForcibly();
            forget(end);
        }
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException endingAlready) {
            return;
        }
    }

    private void ask(Process process) {
        try (OutputStream in = process.getOutputStream()) {
            in.write(Probe.JSON.writeValueAsBytes(tasks.toArray(Task[]::new)));
        } catch (IOException e) {
            // It has ended already; its exit code says how.
            lastWords = String.valueOf(e.getMessage());
        }
    }

    /** Whether it went on saying something until its end. */
    private boolean listen(Process process) throws InterruptedException {
        BlockingQueue<Optional<String>> lines = new LinkedBlockingQueue<>();
        Thread reader = new Thread(() -> read(process, lines), "channelwise-probe");
        reader.setDaemon(true);
        reader.start();
        while (true) {
            Optional<String> line = lines.poll(command.patience().toMillis(), TimeUnit.MILLISECONDS);
            if (line == null) {
                return false;
            } else if (line.isEmpty()) {
                return true;
            }
            hear(line.get());
        }
    }

    private static void read(Process process, BlockingQueue<Optional<String>> lines) {
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            reader.lines().map(Optional::of).forEach(lines::add);
        } catch (IOException | UncheckedIOException e) {
            lines.add(Optional.of(String.valueOf(e.getMessage())));
        } finally {
            lines.add(Optional.empty());
        }
    }

    private void hear(String line) {
        int mark = line.indexOf(Probe.MARK);
        if (mark < 0) {
            lastWords = line.isBlank() || line.startsWith("#") ? lastWords : line;
            talk.accept(line);
            return;
        }
        JsonNode said = parse(line.substring(mark + Probe.MARK.length()));
        if (said.has("phase")) {
            phase = said.get("phase").asText();
        } else if (said.has("error")) {
            finish(new Fault(Kind.ERROR, phase, said.get("error").asText(), ""));
        } else if (said.has("answer")) {
            finish(said.get("answer"), null);
        }
    }

    private static JsonNode parse(String json) {
        try {
            return Probe.JSON.readTree(json);
        } catch (IOException e) {
            // Cut off by the process's end.
            return NullNode.instance;
        }
    }

    private Fault ended(int code, Path reports) {
        CrashReport report = CrashReport.of(code, reports);
        String detail = report.signal().isEmpty()
                ? "the process ended with exit code " + code + (lastWords.isEmpty() ? "" : ": " + lastWords)
                : "the process was ended by " + report.signal();
        return new Fault(Kind.ENDED, phase, detail, report.frame());
    }

    private Fault timeout() {
        Duration patience = command.patience();
        return new Fault(Kind.TIMEOUT, phase, "no answer in " + patience.toSeconds() + " seconds", "");
    }

    private void finish(Fault fault) {
        finish(null, fault);
    }

    private void finish(JsonNode answer, Fault fault) {
        if (outcomes.size() < tasks.size()) {
            Outcome outcome = new Outcome(tasks.get(outcomes.size()), answer, fault);
            outcomes.add(outcome);
            done.accept(outcome);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(folder);
    }
}
