package io.channelwise.benchmarks;

import io.channelwise.data.Batch;
import io.channelwise.inference.MemoryLayout;
import io.channelwise.inference.Placement;
import io.channelwise.models.Models;
import io.channelwise.models.Network;
import io.channelwise.nn.Losses;
import io.channelwise.runtime.ComputeDevice;
import io.channelwise.runtime.NoGrad;
import io.channelwise.runtime.Precision;
import io.channelwise.runtime.Scope;
import io.channelwise.runtime.Tensors;
import io.channelwise.train.Optimizer;
import io.channelwise.train.Sgd;
import io.channelwise.train.WeightDecay;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.LongStream;
import org.bytedeco.pytorch.Tensor;

/** Our side of the comparison: steps on request, in the protocol of {@code peer.py}. */
final class Worker {

    private static final com.sun.management.OperatingSystemMXBean PROCESS =
            ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);

    /** The environment variable that names the data to train on; random images otherwise. */
    static final String DATA = "BENCHMARK_DATA";

    private final Network network;
    private final Placement placement;
    private final Feed feed;
    private final Tensor images;
    private final Tensor labels;

    private Optimizer optimizer;

    private Worker(String model, int batch, int size, int classes, MemoryLayout layout) {
        placement = new Placement(ComputeDevice.CPU, layout, Precision.FLOAT32);
        String data = System.getenv(DATA);
        feed = data == null ? null : new Feed(data, batch, size);
        network = Models.create(model, 3, classes, 0);
        placement.take(network);
        images = Tensors.empty(batch, 3, size, size).normal_().contiguous(layout.format());
        labels =
                Tensors.ofLongs(LongStream.range(0, batch).map(i -> i % classes).toArray());
    }

    /** Takes the words of {@link Contest#arguments}; the launcher puts two of its own before them. */
    public static void main(String[] words) throws IOException {
        String[] args = Arrays.copyOfRange(words, words.length - 6, words.length);
        MemoryLayout layout =
                MemoryLayout.valueOf(args[4].toUpperCase(Locale.ROOT).replace('-', '_'));
        Worker worker = new Worker(
                args[0], Integer.parseInt(args[1]), Integer.parseInt(args[2]), Integer.parseInt(args[3]), layout);
        Runnable step = args[5].equals("train") ? worker.training() : worker.evaluation();
        answer("ready " + worker.network.parameterCount());
        serve(step);
    }

    private static void serve(Runnable step) throws IOException {
        BufferedReader requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = requests.readLine(); line != null; line = requests.readLine()) {
            answer(line.startsWith("run ") ? run(step, Integer.parseInt(line.substring(4))) : peak());
        }
    }

    private static String run(Runnable step, int count) {
        long cpu = PROCESS.getProcessCpuTime();
        StringBuilder walls = new StringBuilder();
        for (int i = 0; i < count; i++) {
            long start = System.nanoTime();
            step.run();
            walls.append((System.nanoTime() - start) / 1e6).append(' ');
        }
        return walls + "| " + (PROCESS.getProcessCpuTime() - cpu) / 1e6;
    }

    private Runnable training() {
        optimizer = new Sgd(network.parameters(), 0.9, false, new WeightDecay(1e-4, true));
        return this::train;
    }

    private Runnable evaluation() {
        network.eval();
        return this::evaluate;
    }

    private void train() {
        try (Scope scope = new Scope()) {
            network.zeroGrad();
            Tensor loss = feed == null ? Losses.crossEntropy(network.call(images), labels) : loss(feed.next());
            loss.backward();
            optimizer.step(1e-3);
            Tensors.item(loss);
        }
    }

    private Tensor loss(Batch batch) {
        return Losses.crossEntropy(placement.logits(network, batch), placement.labels(batch));
    }

    private void evaluate() {
        try (Scope scope = new Scope();
                NoGrad guard = new NoGrad()) {
            Tensors.item(network.call(images).select(0, 0).select(0, 0));
        }
    }

    /** The greatest resident size of this process so far in MiB; 0 where the system does not say. */
    private static String peak() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return "0";
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .map(line -> String.valueOf(Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024.0))
                .findFirst()
                .orElse("0");
    }

    private static void answer(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
