package io.channelwise.deploy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.channelwise.report.NullForNaN;
import io.channelwise.runtime.IoReasons;
import io.channelwise.weights.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * What int8 gains and costs.
 *
 * @param file the model in int8
 * @param model its network
 * @param calibration how its ranges were found
 * @param data on which both were scored
 * @param images how many of them
 * @param float32 the same model before
 * @param int8 the model
 * @param layers what each layer with weights loses, the most first
 */
public record Int8Report(
        String file,
        String model,
        Calibration calibration,
        String data,
        int images,
        Side float32,
        Side int8,
        List<LayerLoss> layers) {

    private static final ObjectMapper MAPPER = new ObjectMapper().registerModule(new NullForNaN());

    /**
     * How the ranges were found.
     *
     * @param method {@code minmax}, {@code percentile} or {@code entropy}
     * @param data where the images are from
     * @param images how many
     */
    public record Calibration(String method, String data, int images) {}

    /**
     * One of the two models.
     *
     * @param top1 share of images whose class had the highest logit, 0 to 1
     * @param top5 share of images whose class was among the five highest, 0 to 1
     * @param bytes of the file
     * @param milliseconds for one image, the median of runs of the two models in turn
     * @param threads at work on it
     */
    public record Side(double top1, double top5, long bytes, double milliseconds, int threads) {}

    /** Beside a model {@code NAME.onnx}: {@code NAME.int8.json}. */
    public static Path beside(Path model) {
        String name = model.getFileName().toString();
        String stem = name.substring(0, name.length() - Predictor.EXTENSION.length());
        return model.resolveSibling(stem + ".int8.json");
    }

    /** As one line of JSON; null for what is infinite. */
    public String toJson() {
        try {
            return MAPPER.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @throws DeployException if the file cannot be written */
    void write(Path place) {
        try {
            AtomicFile.write(place, (toJson() + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new DeployException(place + " cannot be written: " + IoReasons.of(e), e);
        }
    }
}
