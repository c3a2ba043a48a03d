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
import java.io.PrintStream;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/**
 * Images a second of reading, decoding, RandomResizedCrop(224), flipping and normalising a folder's training images: a
 * {@link Loader} with one worker, in turn with one process of Pillow and NumPy that does the same with the same files.
 */
@Command(
        name = "loader",
        sortOptions = false,
        description = "Times reading and augmenting photographs beside Pillow and NumPy.")
final class LoaderBenchmark implements Callable<Integer> {

    private static final int SIZE = 224;
    private static final int BATCH = 32;
    private static final int WARM_UP_ROUNDS = 8;

    @ParentCommand
    private Benchmarks benchmarks;

    @Mixin
    private RunOptions run;

    @Mixin
    private PeerOptions peer;

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            description = "A folder of photographs, a sub-folder a class. Default: ../shared/data/hymenoptera.")
    private Path data;

    private Loader loader;
    private int epoch;

    /** Images of a round, its seconds, and the seconds of processor time that all threads of the process took. */
    private record Round(int images, double wall, double cpu) {

        double imagesPerSecond() {
            return images / wall;
        }

        double imagesPerCpuSecond() {
            return images / cpu;
        }
    }

    @Override
    public Integer call() throws IOException {
        int rounds = run.rounds();
        peer.require("Pillow", "import PIL.Image, numpy");
        Path shared = benchmarks.checkout().folder().resolve("../shared/data/hymenoptera");
        Dataset images =
                ImageFolders.open(data == null ? shared.normalize() : data, 0).train();
        loader = new Loader(
                images,
                LoaderSettings.training(BATCH, 0, 1),
                Transform.sequence(RandomResizedCrop.of(SIZE), new RandomHorizontalFlip(0.5)),
                new Normalization(new float[] {0.485f, 0.456f, 0.406f}, new float[] {0.229f, 0.224f, 0.225f}));
        compare(images, rounds);
        return ExitCode.OK;
    }

    private void compare(Dataset images, int rounds) throws IOException {
        List<Round> ours = new ArrayList<>();
        List<Round> theirs = new ArrayList<>();
        Path script = benchmarks.checkout().script("loader.py");
        Process process = new ProcessBuilder(peer.python(), script.toString())
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
        report(
                images.size() + " images, medians of " + rounds + " rounds",
                List.of(
                        Comparison.of("images/s of processor time", ours, theirs, Round::imagesPerCpuSecond),
                        Comparison.of("images/s of wall clock", ours, theirs, Round::imagesPerSecond)));
    }

    /** Medians of both sides. */
    private record Comparison(String unit, double channelwise, double pillow, double ratio) {

        static Comparison of(String unit, List<Round> ours, List<Round> theirs, ToDoubleFunction<Round> value) {
            double our = Median.of(ours.stream().mapToDouble(value).toArray());
            double their = Median.of(theirs.stream().mapToDouble(value).toArray());
            return new Comparison(unit, our, their, our / their);
        }
    }

    private void report(String what, List<Comparison> comparisons) throws IOException {
        PrintStream out = run.tableOut();
        out.println("| " + what + " | Channelwise | Pillow | ratio |");
        out.println("|---|---:|---:|---:|");
        for (Comparison one : comparisons) {
            out.println(String.format(
                    Locale.ROOT, "| %s | %.0f | %.0f | %.2f |", one.unit, one.channelwise, one.pillow, one.ratio));
        }
        run.finish(comparisons);
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
}
