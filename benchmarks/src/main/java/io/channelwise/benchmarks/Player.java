package io.channelwise.benchmarks;

import io.channelwise.inference.MemoryLayout;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** A contestant's process, which makes steps when asked and rests in between. */
final class Player implements AutoCloseable {

    private static final String NUMBERS = "([-+.\\deE ]|NaN)+";
    /** What {@link Protocol} and {@code peer.py} say. */
    private static final Pattern ANSWER = Pattern.compile("ready( \\d+)?|" + NUMBERS + "(\\|" + NUMBERS + ")?");

    private static final int LAST_LINES = 20;

    /** A process that a signal ended has this and the signal's number as its exit code. */
    private static final int FIRST_SIGNAL = 128;

    private static final Map<Integer, String> SIGNALS = Map.of(
            4,
            "SIGILL",
            6,
            "SIGABRT",
            7,
            "SIGBUS",
            8,
            "SIGFPE",
            9,
            "SIGKILL, perhaps for want of memory",
            11,
            "SIGSEGV");

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

    /** The next answer. What else stands on its stdout, such as Java's page about a crash, is kept for the case of its end. */
    private String answer() throws IOException {
        Deque<String> talk = new ArrayDeque<>();
        for (String line = answers.readLine(); line != null; line = answers.readLine()) {
            if (ANSWER.matcher(line).matches()) {
                return line;
            }
            talk.add(line);
            if (talk.size() > LAST_LINES) {
                talk.remove();
            }
        }
        throw new IOException(contestant.name() + " ended with "
                + status(process.onExit().join().exitValue()) + ": "
                + String.join(" ", contestant.command())
                + (talk.isEmpty() ? "; it has said nothing on stdout" : "; its last lines on stdout:\n  ")
                + String.join("\n  ", talk));
    }

    /** {@code exit code 1}, {@code exit code 136 (SIGFPE)}. */
    private static String status(int code) {
        String signal = SIGNALS.get(code - FIRST_SIGNAL);
        return "exit code " + code + (signal == null ? "" : " (" + signal + ")");
    }

    @Override
    public void close() {
        requests.close();
        process.destroy();
        process.onExit().join();
    }
}
