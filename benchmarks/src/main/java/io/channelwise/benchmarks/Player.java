package io.channelwise.benchmarks;

import io.channelwise.inference.MemoryLayout;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** A contestant's process, which makes steps when asked and rests in between. */
final class Player implements AutoCloseable {

    private final Contestant contestant;
    private final MemoryLayout layout;
    private final Process process;
    private final BufferedReader answers;
    private final PrintWriter requests;
    private final OptionalLong parameters;

    Player(Contestant contestant, MemoryLayout layout, Process process) throws IOException {
        this.contestant = contestant;
        this.layout = layout;
        this.process = process;
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.requests = new PrintWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
        this.parameters = parameters(answer());
    }

    private static OptionalLong parameters(String ready) {
        String[] words = ready.split(" ");
        return words.length == 1 ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(words[1]));
    }

    /**
     * The time of some steps.
     *
     * @param wall the median step in milliseconds
     * @param cpu processor milliseconds a step
     */
    record Turn(double wall, double cpu) {}

    /** Makes steps. */
    Turn run(int steps) throws IOException {
        String[] times = ask("run " + steps).split("\\|");
        double[] walls = Arrays.stream(times[0].trim().split(" "))
                .mapToDouble(Double::parseDouble)
                .toArray();
        return new Turn(Median.of(walls), Double.parseDouble(times[1].trim()) / steps);
    }

    /** The greatest resident size so far in MiB. */
    double peak() throws IOException {
        return Double.parseDouble(ask("peak"));
    }

    /** The trainable values of its network; an exported graph does not say. */
    OptionalLong parameters() {
        return parameters;
    }

    MemoryLayout layout() {
        return layout;
    }

    Contestant contestant() {
        return contestant;
    }

    private String ask(String request) throws IOException {
        requests.println(request);
        requests.flush();
        return answer();
    }

    private String answer() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new IOException(contestant.name() + " ended: "
                    + contestant.command().stream().collect(Collectors.joining(" ")));
        }
        return line;
    }

    @Override
    public void close() {
        requests.close();
        process.destroy();
        process.onExit().join();
    }
}
