package io.channelwise.diagnosis;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.channelwise.runtime.NativeLibraries;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The child process: reads a JSON array of {@link Task} on stdin and answers each by lines on stdout that begin with
 * {@value #MARK}. It says what it is about to do before it does it, since it may not live to say anything after.
 */
public final class Probe {

    /** Begins the lines that are meant for the parent; native libraries print on stdout as well. */
    static final String MARK = "@probe ";

    static final ObjectMapper JSON = new ObjectMapper();

    private final PrintStream out;
    private final LayerTrial layers = new LayerTrial(this::phase);
    private final ExportTrial exports = new ExportTrial(this::phase);
    private int task;

    private Probe(PrintStream out) {
        this.out = out;
    }

    /** How a task is answered. */
    @FunctionalInterface
    public interface Answering {

        /**
         * The answer, as JSON.
         *
         * @throws Exception where there is none; its message says why
         */
        Object answer(Task task) throws Exception;
    }

    /** What the parent starts. */
    public static void main(String[] arguments) throws IOException {
        serve(System.in, UnaryOperator.identity());
    }

    /**
     * Answers all tasks.
     *
     * @param wrapping what is put around the usual answers, as a test does that has a library fail
     */
    public static void serve(InputStream in, UnaryOperator<Answering> wrapping) throws IOException {
        NativeLibraries.folder();
        // System.out may be closed or replaced by what is loaded.
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        Probe probe = new Probe(out);
        Answering answering = wrapping.apply(probe::answer);
        List<Task> tasks = JSON.readValue(in.readAllBytes(), new TypeReference<List<Task>>() {});
        for (Task task : tasks) {
            probe.run(task, answering);
        }
    }

    private void run(Task asked, Answering answering) {
        phase("");
        try {
            say("answer", answering.answer(asked));
        } catch (Exception | LinkageError e) {
            say("error", reason(e));
        }
        task++;
    }

    /** What is at the bottom of it: a library that does not load hides behind classes that do not. */
    private static String reason(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        return message.lines().findFirst().orElse(message);
    }

    private Object answer(Task asked) throws Exception {
        if (asked instanceof Task.Facts facts) {
            return NativeFacts.of(facts.library());
        } else if (asked instanceof Task.Shapes shapes) {
            // An array knows the type of its elements, by which they are written with their kind.
            return ShapeCollector.of(shapes.model()).toArray(LayerShape[]::new);
        } else if (asked instanceof Task.Trial trial) {
            return compared(layers.compute(trial.shape(), trial.layout()));
        }
        return compared(exports.compute(((Task.Export) asked).model()));
    }

    /** What differs, by name; nothing where the library is right. */
    private static Map<String, String> compared(LayerTrial.Values values) {
        Map<String, String> wrong = new LinkedHashMap<>();
        values.expected().forEach((name, expected) -> {
            Optional<String> difference =
                    Difference.between(expected, values.actual().get(name));
            difference.ifPresent(text -> wrong.put(name, text));
        });
        return wrong;
    }

    private void phase(String name) {
        say("phase", name);
    }

    private void say(String kind, Object value) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("task", task);
        line.put(kind, value);
        try {
            // In one write, so that nothing that others print comes between.
            out.println(MARK + JSON.writeValueAsString(line));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
