package io.channelwise.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import io.channelwise.data.Batch;
import io.channelwise.data.Dataset;
import io.channelwise.data.Epoch;
import io.channelwise.data.ImageFolders;
import io.channelwise.data.Loader;
import io.channelwise.data.LoaderSettings;
import io.channelwise.data.Normalization;
import io.channelwise.data.RandomHorizontalFlip;
import io.channelwise.data.RandomResizedCrop;
import io.channelwise.data.Transform;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Images a second of reading, decoding, RandomResizedCrop(224), flipping and normalising a folder's training images: a
 * {@link Loader} with one worker, in turn with one process of Pillow and NumPy that does the same with the same files.
 *
 * <p>Arguments: the folder, the Python program, loader.py, and the rounds of each side.
 */
public final class LoaderBenchmark {

    private static final int SIZE = 224;
    private static final int BATCH = 32;
    private static final int WARM_UP_ROUNDS = 8;

    /** Images of a round, its seconds, and the seconds of processor time that all threads of the process took. */
    private record Round(int images, double wall, double cpu) {

        double imagesPerSecond() {
            return images / wall;
        }

        double imagesPerCpuSecond() {
            return images / cpu;
        }
    }

    private final Dataset images;
    private final Loader loader;
    private int epoch;

    private LoaderBenchmark(Dataset images) {
        this.images = images;
        this.loader = new Loader(
                images,
                LoaderSettings.training(BATCH, 0, 1),
                Transform.sequence(RandomResizedCrop.of(SIZE), new RandomHorizontalFlip(0.5)),
                new Normalization(new float[] {0.485f, 0.456f, 0.406f}, new float[] {0.229f, 0.224f, 0.225f}));
    }

    /** Prints the medians of all rounds. */
    public static void main(String[] args) throws IOException {
        Dataset images = ImageFolders.open(Path.of(args[0]), 0).train();
        new LoaderBenchmark(images).compare(args[1], args[2], Integer.parseInt(args[3]));
    }

    private void compare(String python, String script, int rounds) throws IOException {
        List<Round> ours = new ArrayList<>();
        List<Round> theirs = new ArrayList<>();
        Process process = new ProcessBuilder(python, script)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (PrintWriter out = new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8);
                BufferedReader in = process.inputReader(StandardCharsets.UTF_8)) {
            out.println(images.size());
            for (int i = 0; i < images.size(); i++) {
                out.println(images.id(i));
            }
            for (int round = -WARM_UP_ROUNDS; round < rounds; round++) {
                Round our = round();
                Round their = round(out, in);
                if (round >= 0) {
                    ours.add(our);
                    theirs.add(their);
                }
            }
        } finally {
            process.destroy();
        }
        System.out.printf("%d images, %d rounds of each in turn, medians%n", images.size(), rounds);
        print("images/s of processor time", ours, theirs, Round::imagesPerCpuSecond);
        print("images/s of wall clock", ours, theirs, Round::imagesPerSecond);
    }

    private Round round() {
        long wall = System.nanoTime();
        long cpu = cpuNanos();
        int count = 0;
        try (Epoch batches = loader.epoch(epoch++)) {
            for (Batch batch : batches) {
                count += batch.n();
            }
        }
        return new Round(count, (System.nanoTime() - wall) / 1e9, (cpuNanos() - cpu) / 1e9);
    }

    private static Round round(PrintWriter out, BufferedReader in) throws IOException {
        out.println();
        String line = in.readLine();
        if (line == null) {
            throw new IOException("the Python process has ended");
        }
        String[] words = line.split(" ");
        return new Round(Integer.parseInt(words[0]), Double.parseDouble(words[1]), Double.parseDouble(words[2]));
    }

    private static long cpuNanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    private static void print(String unit, List<Round> ours, List<Round> theirs, ToDoubleFunction<Round> value) {
        double our = median(ours, value);
        double their = median(theirs, value);
        System.out.printf(
                Locale.ROOT, "%-28s Channelwise %6.0f  Pillow %6.0f  ratio %.2f%n", unit, our, their, our / their);
    }

    private static double median(List<Round> rounds, ToDoubleFunction<Round> value) {
        double[] sorted = rounds.stream().mapToDouble(value).sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }
}
