package io.channelwise.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Our workers' side of the protocol of {@code peer.py}: requests on standard input, answers on standard output. */
final class Protocol {

    /** What a worker does when asked. */
    @FunctionalInterface
    interface Steps {
        /** Makes so many steps; the milliseconds of each, or of the mean one where they overlap. */
        double[] make(int count);
    }

    private Protocol() {}

    /** Steps that follow one upon the other. */
    static Steps oneByOne(Runnable step) {
        return count -> {
            double[] walls = new double[count];
            for (int i = 0; i < count; i++) {
                long start = System.nanoTime();
                step.run();
                walls[i] = (System.nanoTime() - start) / 1e6;
            }
            return walls;
        };
    }

    /** Says that it is ready, and of how many parameters, then answers until the input ends. */
    static void serve(long parameters, Steps steps) throws IOException {
        serve("ready " + parameters, steps);
    }

    /** The same for an exported graph, whose weights are no longer the network's parameters one by one. */
    static void serve(Steps steps) throws IOException {
        serve("ready", steps);
    }

    private static void serve(String ready, Steps steps) throws IOException {
        answer(ready);
        BufferedReader requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = requests.readLine(); line != null; line = requests.readLine()) {
            answer(line.startsWith("run ") ? run(steps, Integer.parseInt(line.substring(4))) : peak());
        }
    }

    private static String run(Steps steps, int count) {
        ProcessorTime cpu = new ProcessorTime();
        double[] walls = steps.make(count);
        double used = cpu.milliseconds();
        return Arrays.stream(walls).mapToObj(String::valueOf).collect(Collectors.joining(" ")) + " | " + used;
    }

    private static String peak() {
        return String.valueOf(ResidentSize.peakMebibytes(ProcessHandle.current().pid()));
    }

    private static void answer(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
