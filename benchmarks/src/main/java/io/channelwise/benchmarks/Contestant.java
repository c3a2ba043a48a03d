package io.channelwise.benchmarks;

import io.channelwise.inference.MemoryLayout;
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
 */
record Contestant(String name, List<String> command, Map<String, String> environment) {

    private static final String WORKER = "io.channelwise.benchmarks.Worker";

    /** This build as its launcher runs it. */
    static Contestant launched(String name, Path launcher, String classPath) throws IOException {
        Path options = Files.createTempFile("channelwise", ".options");
        options.toFile().deleteOnExit();
        Files.writeString(options, "-cp \"" + classPath + "\" " + WORKER);
        return new Contestant(name, List.of(launcher.toString()), Map.of("CHANNELWISE_JAVA_OPTS", "@" + options));
    }

    /** A library in a Java program that sets nothing in its environment. */
    static Contestant embedded(String name, String classPath) {
        return new Contestant(name, List.of(java(), "-cp", classPath, WORKER), Map.of());
    }

    /** The same, trained on a data set by way of the loader. */
    Contestant fedWith(String data) {
        Map<String, String> fed = new LinkedHashMap<>(environment);
        fed.put(Worker.DATA, data);
        return new Contestant(name + " and its loader", command, fed);
    }

    /** Whether its images come from a loader. */
    boolean isFed() {
        return environment.containsKey(Worker.DATA);
    }

    /** PyTorch in eager mode. */
    static Contestant peer(String python, Path script) {
        Map<String, String> environment = new LinkedHashMap<>();
        // As the launcher sets it for ours: on a machine that is not idle, spinning threads would slow PyTorch down.
        environment.put("OMP_WAIT_POLICY", System.getenv().getOrDefault("OMP_WAIT_POLICY", "passive"));
        return new Contestant("PyTorch", List.of(python, script.toString()), environment);
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** A process of it, ready for the steps of a contest. */
    Player enter(Contest contest, MemoryLayout layout) throws IOException {
        List<String> words = new ArrayList<>(command);
        words.addAll(contest.arguments(layout));
        ProcessBuilder builder = new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment);
        return new Player(this, layout, builder.start());
    }
}
