package io.channelwise.deploy;

import io.channelwise.inference.TrainedNetwork;
import io.channelwise.runtime.CacheFolder;
import io.channelwise.runtime.FileHash;
import io.channelwise.runtime.IoReasons;
import io.channelwise.runtime.Version;
import io.channelwise.weights.AtomicFile;
import io.channelwise.weights.Checkpoint;
import io.channelwise.weights.ModelDescription;
import io.channelwise.weights.StoredTensor;
import io.channelwise.weights.WeightsCache;
import io.channelwise.weights.WeightsSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * Checkpoints as ONNX models, exported once and kept under a hash of their weights and description, so that the second
 * start needs no libtorch. Their names tell the hash of their own bytes too, and what has changed is exported again.
 * Processes of a user may share the folder. When it grows beyond its bound, those go that were not used for the longest
 * time.
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
     * A session with a checkpoint's network. Where the folder cannot be written, or by other users too, the model stays in memory.
     *
     * @throws io.channelwise.weights.WeightsException if the checkpoint cannot be had, read or used
     */
    OnnxSession open(WeightsSource source, WeightsCache weights, SessionSettings settings) {
        String key = hash(source.read(weights));
        if (!CacheFolder.isPrivate(folder)) {
            return OnnxSession.open(source.word(), exported(source, weights), settings);
        }
        try {
            Optional<Path> kept = kept(key);
            return OnnxSession.open(kept.isPresent() ? kept.get() : keep(key, exported(source, weights)), settings);
        } catch (IOException e) {
            throw new DeployException(folder + " cannot be used for exports: " + IoReasons.of(e), e);
        }
    }

    private static byte[] exported(WeightsSource source, WeightsCache weights) {
        try (TrainedNetwork trained = TrainedNetwork.open(source, weights)) {
            return new OnnxExporter(ExportOptions.DEFAULT).toBytes(trained);
        }
    }

    /** The model under this key whose bytes are those that were exported; others are deleted. */
    private Optional<Path> kept(String key) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, key + "-*" + Predictor.EXTENSION)) {
            for (Path file : files) {
                if (file.equals(place(key, FileHash.of(file)))) {
                    LeastUsed.touch(file);
                    return Optional.of(file);
                }
                Files.deleteIfExists(file);
            }
        }
        return Optional.empty();
    }

    private Path keep(String key, byte[] model) throws IOException {
        Path file = place(key, FileHash.of(model));
        AtomicFile.write(file, model);
        new LeastUsed(folder).trim(mostBytes, file);
        return file;
    }

    private Path place(String key, String contentHash) {
        return folder.resolve(key + "-" + contentHash + Predictor.EXTENSION);
    }

    private static String hash(Checkpoint checkpoint) {
        MessageDigest digest = FileHash.sha256();
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
}
