package io.channelwise.report;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Made-up reports with plausible numbers, the same at every call. */
final class SampleReports {

    static final List<String> CIFAR10 =
            List.of("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");

    static final Instant STARTED = Instant.parse("2026-03-01T14:05:00Z");

    private SampleReports() {}

    static RunReport cifar10() {
        return of("baseline", CIFAR10, 12, 12, 24);
    }

    static RunReport of(String run, List<String> classes, int done, int planned, int mistakes) {
        return new RunReport(
                history(run, classes, done, planned, settings()),
                tested(done, classes),
                confusion(classes.size()),
                mistakes(classes, mistakes),
                DataNotes.NONE,
                commands());
    }

    static RunHistory history(String run, List<String> classes, int done, int planned, Map<String, String> settings) {
        return new RunHistory(
                run,
                "se_resnet20",
                "cifar10:data",
                "0.1.0",
                STARTED,
                planned,
                epochs(done, planned, classes.size()),
                classes,
                settings);
    }

    static TestedEpoch tested(int epoch, List<String> classes) {
        long[][] confusion = confusion(classes.size());
        List<ClassScore> scores = IntStream.range(0, classes.size())
                .mapToObj(c -> ClassScore.of(
                        classes.get(c),
                        confusion[c][c],
                        LongStream.of(confusion[c]).sum(),
                        Stream.of(confusion).mapToLong(row -> row[c]).sum()))
                .toList();
        return new TestedEpoch(
                epoch, 274_490, new TestScores(1000L * classes.size(), 0.31, 0.9, 0.99, calibration(), scores));
    }

    private static Calibration calibration() {
        return Calibration.of(IntStream.range(0, 15)
                .mapToObj(i -> i < 2
                        ? new Calibration.Bin(0, Double.NaN, Double.NaN)
                        : new Calibration.Bin(i * i * i, (i + 0.5) / 15, 0.9 * (i + 0.5) / 15))
                .toList());
    }

    static List<EpochRecord> epochs(int done, int planned, int classes) {
        Random noise = new Random(1);
        return IntStream.rangeClosed(1, done)
                .mapToObj(epoch -> epoch(epoch, planned, classes, noise))
                .toList();
    }

    private static EpochRecord epoch(int epoch, int planned, int classes, Random noise) {
        double rate = 0.05 * (1 + Math.cos(Math.PI * (epoch - 1) / planned));
        double loss = Math.log(classes) * Math.exp(-0.28 * epoch) + 0.08;
        double test = loss * 1.1 + 0.12 + 0.06 * noise.nextDouble();
        double top1 = Math.exp(-0.75 * test);
        return new EpochRecord(
                epoch,
                rate,
                loss,
                Math.exp(-0.75 * loss),
                test,
                top1,
                1 - (1 - top1) * 0.12,
                41 + 3 * noise.nextDouble(),
                1180 + 60 * noise.nextDouble());
    }

    static long[][] confusion(int classes) {
        Random random = new Random(2);
        long[][] matrix = new long[classes][classes];
        for (int actual = 0; actual < classes; actual++) {
            for (int sample = 0; sample < 1000; sample++) {
                boolean right = random.nextDouble() < 0.94 - 0.15 * ((actual * 7) % 5) / 5;
                int near = Math.floorMod(actual + (int) Math.round(random.nextGaussian() * 2), classes);
                matrix[actual][right ? actual : near]++;
            }
        }
        return matrix;
    }

    static List<Mistake> mistakes(List<String> classes, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Mistake(
                        "test/%05d.png".formatted(i * 37),
                        classes.get(i % classes.size()),
                        classes.get((i + 1) % classes.size()),
                        0.999 - i * 0.01,
                        picture(i)))
                .toList();
    }

    private static byte[] picture(int seed) {
        byte[] pixels = new byte[32 * 32 * 3];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (i / 12 + seed * 20 * (i % 3));
        }
        return PngImages.encode(3, 32, 32, pixels);
    }

    static Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("model", "se_resnet20");
        settings.put("data", "cifar10:data");
        settings.put("epochs", "12");
        settings.put("batch size", "128");
        settings.put("optimiser", "SGD, momentum 0.9, Nesterov");
        settings.put("learning rate", "0.1");
        settings.put("schedule", "cosine, 1 epoch of warm-up");
        settings.put("weight decay", "0.0005");
        settings.put("label smoothing", "0.1");
        settings.put("transforms", "pad 4, random crop 32, random horizontal flip, normalise");
        settings.put("seed", "42");
        settings.put("threads", "2");
        return settings;
    }

    private static List<Command> commands() {
        return List.of(
                new Command(
                        "Repeat this run",
                        "channelwise train --model se_resnet20 --data cifar10:data --epochs 12 --batch 128 --lr 0.1 --seed 42"),
                new Command("Resume it", "channelwise train --resume runs/baseline"),
                new Command("Evaluate its best weights", "channelwise eval runs/baseline --data cifar10:data"));
    }
}
