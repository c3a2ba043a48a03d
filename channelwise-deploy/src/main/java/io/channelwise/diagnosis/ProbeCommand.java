package io.channelwise.diagnosis;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How child processes are started: by the same Java with the same options and libraries as this one.
 *
 * @param program the class with the main method
 * @param environment variables that differ from this process's
 * @param patience how long one may say nothing
 */
record ProbeCommand(String program, Map<String, String> environment, Duration patience) {

    /** For tests: another class that answers like {@link Probe}. */
    static final String PROGRAM = "channelwise.probe";

    private static final List<String> NOT_INHERITED =
            List.of("-agent", "-javaagent", "-Xrun", "-Xdebug", "-XX:ErrorFile", "-XX:OnError", "-Dchannelwise.");

    /** The usual one. */
    static ProbeCommand standard() {
        return new ProbeCommand(System.getProperty(PROGRAM, Probe.class.getName()), Map.of(), Duration.ofMinutes(2));
    }

    /** The same with these variables set as well. */
    ProbeCommand with(Map<String, String> variables) {
        return new ProbeCommand(program, variables, patience);
    }

    /** Starts one whose reports of fatal errors go to a folder; what it prints on stderr comes on stdout. */
    Process start(Path reports) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> NOT_INHERITED.stream().noneMatch(option::startsWith))
                .forEach(command::add);
        command.add("-XX:ErrorFile=" + reports.resolve("hs_err_%p.log"));
        command.add("-XX:-CreateCoredumpOnCrash");
        command.add("-cp");
        command.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        command.add(program);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        return builder.start();
    }
}
