package io.channelwise.deploy;

import com.sun.management.OperatingSystemMXBean;
import io.channelwise.inference.TrainedNetwork;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Measures what each {@link Rewrite} and each of the {@link SessionSettings} is worth: the variants run in turn, so that
 * a busy machine slows all of them alike. Printed are the median of the time and the mean of the processors' time, whose
 * clock is coarse but which suffers less from other work, each with its ratio to the first variant's.
 *
 * <pre>{@code
 * ./mvnw -B test-compile dependency:build-classpath -pl channelwise-core,channelwise-deploy -Dmdep.outputFile=target/cp
 * java -cp channelwise-deploy/target/test-classes:channelwise-deploy/target/classes:channelwise-core/target/classes:$(cat \
 *     channelwise-deploy/target/cp) io.channelwise.deploy.VariantBenchmark se_resnet50 224 1 30
 * }</pre>
 *
 * The arguments: a model, the extent, the batch, the rounds, and the variants if not all.
 */
final class VariantBenchmark {

    private static final OperatingSystemMXBean PROCESS =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private record Variant(ExportOptions export, SessionSettings session) {}

    /** Milliseconds of each round. */
    @SuppressWarnings("ArrayRecordComponent") // Filled while measuring, and never compared.
    private record Times(double[] wall, double[] processor) {}

    private VariantBenchmark() {}

    public static void main(String[] arguments) {
        String model = arguments[0];
        int extent = Integer.parseInt(arguments[1]);
        int batch = Integer.parseInt(arguments[2]);
        int rounds = Integer.parseInt(arguments[3]);
        Map<String, Variant> variants = variants(InputSize.fixed(extent, extent));
        if (arguments.length > 4) {
            variants.keySet().retainAll(Arrays.asList(arguments).subList(4, arguments.length));
        }
        try (TrainedNetwork trained = Networks.trained(model)) {
            Map<String, Times> times = measure(trained, variants, extent, batch, rounds);
            print(model + ", " + extent + " x " + extent + ", batch " + batch, times);
        }
    }

    /** All as chosen; then each rewrite taken away from, or given to, what is chosen; then other settings. */
    private static Map<String, Variant> variants(InputSize size) {
        ExportOptions chosen = ExportOptions.DEFAULT.size(size);
        Map<String, Variant> variants = new LinkedHashMap<>();
        variants.put("chosen", new Variant(chosen, SessionSettings.DEFAULT));
        variants.put("heard", new Variant(chosen.rewrites(Set.of()), SessionSettings.DEFAULT));
        for (Rewrite rewrite : Rewrite.values()) {
            Set<Rewrite> other = EnumSet.noneOf(Rewrite.class);
            other.addAll(Rewrite.CHOSEN);
            boolean without = other.remove(rewrite) || !other.add(rewrite);
            String name = (without ? "without " : "with ") + rewrite;
            variants.put(name, new Variant(chosen.rewrites(other), SessionSettings.DEFAULT));
        }
        InputSize dynamic = new InputSize(size.height(), size.width(), true);
        variants.put("dynamic", new Variant(chosen.size(dynamic), SessionSettings.DEFAULT));
        variants.put("opset 21", new Variant(chosen.opset(21), SessionSettings.DEFAULT));
        variants.put("1 thread", new Variant(chosen, SessionSettings.DEFAULT.threads(1)));
        variants.put("sleeping", new Variant(chosen, SessionSettings.DEFAULT.spinning(Duration.ZERO)));
        variants.put("no arena", new Variant(chosen, SessionSettings.DEFAULT.arena(false)));
        return variants;
    }

    private static Map<String, Times> measure(
            TrainedNetwork trained, Map<String, Variant> variants, int extent, int batch, int rounds) {
        float[] images = Networks.images(batch, 3, extent, extent);
        Map<String, OnnxSession> sessions = new LinkedHashMap<>();
        Map<String, Times> times = new LinkedHashMap<>();
        variants.forEach((name, variant) -> sessions.put(name, open(trained, variant)));
        variants.keySet().forEach(name -> times.put(name, new Times(new double[rounds], new double[rounds])));
        List<String> order = new ArrayList<>(variants.keySet());
        for (int round = -2; round < rounds; round++) {
            for (String name : order) {
                long start = System.nanoTime();
                long used = PROCESS.getProcessCpuTime();
                sessions.get(name).logits(images, batch, 3, extent, extent);
                if (round >= 0) {
                    times.get(name).wall[round] = (System.nanoTime() - start) / 1e6;
                    times.get(name).processor[round] = (PROCESS.getProcessCpuTime() - used) / 1e6;
                }
            }
            Collections.rotate(order, 1);
        }
        sessions.values().forEach(OnnxSession::close);
        return times;
    }

    private static OnnxSession open(TrainedNetwork trained, Variant variant) {
        try {
            Path file = Files.createTempFile("variant", ".onnx");
            new OnnxExporter(variant.export()).export(trained, file);
            OnnxSession session = OnnxSession.open(file, variant.session());
            Files.delete(file);
            return session;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void print(String what, Map<String, Times> times) {
        System.out.println(what + ": milliseconds, and as much of the processors' time");
        Times first = times.values().iterator().next();
        times.forEach((name, all) -> System.out.printf(
                Locale.ROOT,
                "  %-32s %8.2f  %5.2f  %8.2f  %5.2f%n",
                name,
                median(all.wall),
                median(all.wall) / median(first.wall),
                mean(all.processor),
                mean(all.processor) / mean(first.processor)));
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
