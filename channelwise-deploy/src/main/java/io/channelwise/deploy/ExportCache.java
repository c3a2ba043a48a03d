package io.channelwise.deploy;

import io.channelwise.inference.TrainedNetwork;
import io.channelwise.runtime.Version;
import io.channelwise.weights.CacheFolder;
import io.channelwise.weights.Checkpoint;
import io.channelwise.weights.ModelDescription;
import io.channelwise.weights.StoredTensor;
import io.channelwise.weights.WeightsCache;
import io.channelwise.weights.WeightsSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/**
 * Checkpoints as ONNX models, exported once and kept under a hash of their weights and description, so that the second
 * start needs no libtorch. Processes may share the folder.
 *
 * @param folder where the models are kept
 */
record ExportCache(Path folder) {

    /** Raised whenever the same checkpoint is exported to another graph. */
    private static final int GRAPHS = 2;

    /** In {@code onnx} below {@link CacheFolder}. */
    static ExportCache standard() {
        return new ExportCache(CacheFolder.named("onnx"));
    }

    /**
     * A session with a checkpoint's network. Where the folder cannot be written, the model stays in memory.
     *
     * @throws io.channelwise.weights.WeightsException if the checkpoint cannot be had, read or used
     */
    OnnxSession open(WeightsSource source, WeightsCache weights, SessionSettings settings) {
        Path file = folder.resolve(hash(source.read(weights)) + ".onnx");
        if (Files.isRegularFile(file)) {
            try {
                return OnnxSession.open(file, settings);
            } catch (DeployException damaged) {
                return export(source, weights, settings, file);
            }
        }
        return export(source, weights, settings, file);
    }

    private OnnxSession export(WeightsSource source, WeightsCache weights, SessionSettings settings, Path file) {
        OnnxExporter exporter = new OnnxExporter(ExportOptions.DEFAULT);
        try (TrainedNetwork trained = TrainedNetwork.open(source, weights)) {
            if (!isWritable()) {
                return OnnxSession.open(source.word(), exporter.toBytes(trained), settings);
            }
            exporter.export(trained, file);
        }
        return OnnxSession.open(file, settings);
    }

    private boolean isWritable() {
        try {
            return Files.isWritable(Files.createDirectories(folder));
        } catch (IOException e) {
            return false;
        }
    }

    private static String hash(Checkpoint checkpoint) {
        MessageDigest digest = sha256();
        String made = "graphs " + GRAPHS + ", channelwise " + Version.current();
        String description =
                checkpoint.description().map(ModelDescription::toJson).orElse("");
        digest.update((made + "\n" + description + "\n").getBytes(StandardCharsets.UTF_8));
        for (Map.Entry<String, StoredTensor> entry :
                checkpoint.weights().tensors().entrySet()) {
            digest.update((entry.getKey() + " " + entry.getValue() + "\n").getBytes(StandardCharsets.UTF_8));
            digest.update(entry.getValue().data());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new LinkageError("every Java has SHA-256", e);
        }
    }
}
