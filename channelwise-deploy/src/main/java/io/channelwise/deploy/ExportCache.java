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
 * start needs no libtorch. Processes may share the folder. When it grows beyond its bound, those go that were not used for
 * the longest time.
 *
 * @param folder where the models are kept
 * @param mostBytes of all models together, but for the latest, which always stays
 */
public record ExportCache(Path folder, long mostBytes) {

    /** The environment's name for the bound, in megabytes (of a million bytes). */
    public static final String BOUND = "CHANNELWISE_EXPORTS_MB";

    private static final long USUAL_MEGABYTES = 1000;
    private static final long MEGABYTE = 1_000_000;

    /** Raised whenever the same checkpoint is exported to another graph. */
    private static final int GRAPHS = 2;

    /**
     * In {@code onnx} below {@link CacheFolder}, with as many megabytes as {@value #BOUND} says, else 1000.
     *
     * @throws IllegalArgumentException if that is no such number
     */
    public static ExportCache standard() {
        return new ExportCache(CacheFolder.named("onnx"), bound(System.getenv(BOUND)));
    }

    static long bound(String wish) {
        if (wish == null || wish.isBlank()) {
            return USUAL_MEGABYTES * MEGABYTE;
        } else if (!wish.matches("\\d{1,9}")) {
            throw new IllegalArgumentException(BOUND + ": " + wish + "; allowed: megabytes, 0 or more");
        }
        return Long.parseLong(wish) * MEGABYTE;
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
                OnnxSession session = OnnxSession.open(file, settings);
                LeastUsed.touch(file);
                return session;
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
        new LeastUsed(folder).trim(mostBytes, file);
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
