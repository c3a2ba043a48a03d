package io.channelwise.benchmarks;

import io.channelwise.inference.MemoryLayout;
import io.channelwise.runtime.MemoryUse;
import io.channelwise.runtime.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One of those that are compared, and how its process is started.
 *
 * @param name as the table shows it
 * @param command the program, before the arguments of a contest
 * @param environment what its process sees besides this one's
 * @param layouts the memory layouts that it can compute in
 */
record Contestant(String name, List<String> command, Map<String, String> environment, List<MemoryLayout> layouts) {

    private static final List<MemoryLayout> ANY = List.of(MemoryLayout.values());
    private static final String THREADS = "OMP_NUM_THREADS";

    /**
     * Java as the launcher starts it.
     *
     * @param program a main class, and arguments before those of a contest
     */
    static Contestant launched(String name, Path launcher, String classPath, Class<?> program, Object... arguments)
            throws IOException {
        StringBuilder words = new StringBuilder("-cp \"" + classPath + "\" " + program.getName());
        for (Object argument : arguments) {
            words.append(" \"").append(argument).append('"');
        }
        Path options = Files.createTempFile("channelwise", ".options");
        options.toFile().deleteOnExit();
        Files.writeString(options, words);
        Map<String, String> environment = Map.of("CHANNELWISE_JAVA_OPTS", "@" + options);
        return new Contestant(name, List.of(launcher.toString()), environment, ANY);
    }

    /** A library in a Java program that sets nothing in its environment. */
    static Contestant embedded(String name, String classPath) {
        return new Contestant(name, List.of(java(), "-cp", classPath, StepWorker.class.getName()), Map.of(), ANY);
    }

    /** PyTorch in eager mode, as it comes. */
    static Contestant peer(String python, Path script) {
        return new Contestant("PyTorch", List.of(python, script.toString()), Map.of(), ANY);
    }

    /** The same with these settings in its environment. */
    Contestant tuned(Map<String, String> settings) {
        return new Contestant(name + ", tuned", command, settings, layouts);
    }

    /** The same by way of {@code torch.compile}. */
    Contestant compiled() {
        List<String> words = new ArrayList<>(command);
        words.add("--compile");
        return new Contestant(name + ", compiled", words, environment, layouts);
    }

    /** The same, trained on a data set by way of the loader. */
    Contestant fedWith(String data) {
        return seeing(StepWorker.DATA, data).named(name + " and its loader");
    }

    /** The same with memory spent on speed. */
    Contestant fast() {
        return seeing(StepWorker.MEMORY, MemoryUse.FAST.name()).named(name + ", fast");
    }

    /** The same with convolutions in bfloat16. */
    Contestant bf16() {
        return seeing(StepWorker.PRECISION, Precision.BFLOAT16.toString()).named(name + ", bf16");
    }

    /** Whether its images come from a loader. */
    boolean isFed() {
        return environment.containsKey(StepWorker.DATA);
    }

    /** The same with so many threads in an operation. */
    Contestant threads(int count) {
        return seeing(THREADS, String.valueOf(count));
    }

    /** The same, computing in one layout alone. */
    Contestant in(MemoryLayout layout) {
        return new Contestant(name, command, environment, List.of(layout));
    }

    private Contestant named(String other) {
        return new Contestant(other, command, environment, layouts);
    }

    private Contestant seeing(String variable, String value) {
        Map<String, String> more = new LinkedHashMap<>(environment);
        more.put(variable, value);
        return new Contestant(name, command, more, layouts);
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** A process of it, ready for the steps of a contest. */
    Player enter(Contest contest, MemoryLayout layout) throws IOException {
        return new Player(this, layout, start(contest.arguments(layout)));
    }

    /** A process of it, with more arguments. */
    Process start(List<String> arguments) throws IOException {
        List<String> words = new ArrayList<>(command);
        words.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment);
        return builder.start();
    }
}
