package io.channelwise.deploy;

import io.channelwise.data.DataException;
import io.channelwise.data.Dataset;
import io.channelwise.data.Image;
import io.channelwise.data.UnreadableImageException;
import io.channelwise.inference.Evaluation;
import io.channelwise.inference.Scorer;
import io.channelwise.inference.TrainedNetwork;
import io.channelwise.runtime.IoReasons;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Writes a network in int8, and beside it what that gains and costs.
 *
 * <pre>{@code
 * Int8Export export = new Int8Export(ExportOptions.DEFAULT, Int8Calibration.of(splits.train()), System.err::println);
 * Int8Report report = export.write(ExportFormat.ONNX, Path.of("flowers.onnx"), trained, splits.test());
 * }</pre>
 *
 * @param options of the model
 * @param calibration how the ranges are found
 * @param log takes a line for each step
 */
public record Int8Export(ExportOptions options, Int8Calibration calibration, Consumer<String> log) {

    private static final int BATCH = 32;
    private static final int WARM_UP = 5;
    private static final int RUNS = 40;

    /**
     * Writes the model, then {@code NAME.int8.json} beside it.
     *
     * @param test images on which the float model and the int8 model are scored
     * @throws DeployException if the network cannot be exported or something not be written
     * @throws DataException if an image cannot be read
     */
    public Int8Report write(ExportFormat format, Path out, TrainedNetwork trained, Dataset test) {
        requireSameClasses(trained, test);
        log.accept("int8: calibrating on " + used() + " images of "
                + calibration.data().name());
        OnnxExporter.Result result = format.write(out, trained, new OnnxExporter(options).in(calibration));
        Path model = format.model(out);
        byte[] before = new OnnxExporter(options).toBytes(trained);
        log.accept("int8: scoring before and after on " + test.size() + " images of " + test.name());
        try (OnnxSession float32 = OnnxSession.open(trained.model(), before, SessionSettings.DEFAULT);
                OnnxSession int8 = OnnxSession.open(model, SessionSettings.DEFAULT)) {
            double[] medians = medians(float32, int8);
            Int8Report report = new Int8Report(
                    model.toString(),
                    trained.model(),
                    new Int8Report.Calibration(
                            calibration.method().toString(), calibration.data().name(), used()),
                    test.name(),
                    test.size(),
                    side(score(float32, test), before.length, medians[0]),
                    side(score(int8, test), size(model), medians[1]),
                    result.losses());
            report.write(Int8Report.beside(model));
            return report;
        }
    }

    private static void requireSameClasses(TrainedNetwork trained, Dataset test) {
        int classes = trained.classes().size();
        if (classes != test.classes().size()) {
            throw new DeployException("int8: the network has " + classes + " classes; " + test.name() + " has "
                    + test.classes().size());
        }
    }

    private int used() {
        return Math.min(calibration.images(), calibration.data().size());
    }

    private static Int8Report.Side side(Evaluation evaluation, long bytes, double milliseconds) {
        return new Int8Report.Side(
                evaluation.top1(), evaluation.top5(), bytes, milliseconds, SessionSettings.DEFAULT.threads());
    }

    private static Evaluation score(OnnxSession session, Dataset test) {
        ImageInputs inputs = new ImageInputs(session);
        Scorer scorer = new Scorer(test.classes().size());
        for (int from = 0; from < test.size(); from += BATCH) {
            int[] indices =
                    IntStream.range(from, Math.min(test.size(), from + BATCH)).toArray();
            List<Image> images =
                    IntStream.of(indices).mapToObj(i -> image(test, i)).toList();
            int[] labels = IntStream.of(indices).map(test::label).toArray();
            scorer.add(rowMajor(inputs.logits(images)), labels, indices);
        }
        return scorer.result();
    }

    private static Image image(Dataset images, int i) {
        try {
            return images.image(i);
        } catch (DataException e) {
            throw new UnreadableImageException(e);
        }
    }

    private static float[] rowMajor(float[][] rows) {
        float[] values = new float[rows.length * rows[0].length];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, values, i * rows[0].length, rows[0].length);
        }
        return values;
    }

    /** Of one black image; in turn, so that what else the machine does hits both alike. */
    private static double[] medians(OnnxSession... sessions) {
        double[][] times = new double[sessions.length][RUNS];
        List<ImageInputs> inputs = Arrays.stream(sessions).map(ImageInputs::new).toList();
        for (int run = -WARM_UP; run < RUNS; run++) {
            for (int i = 0; i < sessions.length; i++) {
                double milliseconds = inputs.get(i).blackMilliseconds();
                if (run >= 0) {
                    times[i][run] = milliseconds;
                }
            }
        }
        return Arrays.stream(times)
                .mapToDouble(each -> Arrays.stream(each).sorted().toArray()[RUNS / 2])
                .toArray();
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new DeployException(file + " cannot be read: " + IoReasons.of(e), e);
        }
    }
}
