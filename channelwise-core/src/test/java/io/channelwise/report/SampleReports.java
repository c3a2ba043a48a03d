package io.channelwise.report;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** Made-up reports with plausible numbers, the same at every call. */
final class SampleReports {

    static final List<String> CIFAR10 =
            List.of("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");

    private SampleReports() {}

    static RunReport cifar10() {
        return of("baseline", CIFAR10, 12, 12, 24);
    }

    static RunReport of(String run, List<String> classes, int done, int planned, int mistakes) {
        return new RunReport(
                run,
                "se_resnet20",
                "cifar10:data",
                "0.1.0",
                Instant.parse("2026-03-01T14:05:00Z"),
                274_490,
                planned,
                epochs(done, planned, classes.size()),
                done,
                classes,
                confusion(classes.size()),
                mistakes(classes, mistakes),
                settings(),
                commands());
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

    private static Map<String, String> settings() {
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
