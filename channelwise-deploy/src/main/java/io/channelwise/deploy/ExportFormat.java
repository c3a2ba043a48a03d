package io.channelwise.deploy;

import io.channelwise.inference.TrainedNetwork;
import io.channelwise.runtime.IoReasons;
import io.channelwise.runtime.Presence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** What an export writes. */
public enum ExportFormat {
    /** One file, {@code NAME.onnx}. */
    ONNX {
        @Override
        OnnxExporter.Result writeTo(Path out, TrainedNetwork trained, OnnxExporter exporter) throws IOException {
            Files.createDirectories(out.toAbsolutePath().getParent());
            return exporter.export(trained, out);
        }
    },
    /**
     * A folder that DJL Serving loads: {@code model.onnx}, {@code serving.properties}, {@code synset.txt}. DJL resizes with
     * its PyTorch engine, which must be there too, and without antialiasing: probabilities differ a little from ours.
     */
    DJL {
        @Override
        OnnxExporter.Result writeTo(Path out, TrainedNetwork trained, OnnxExporter exporter) throws IOException {
            return DjlFolder.write(out, trained, exporter);
        }
    },
    /** A model of a Triton model repository: {@code 1/model.onnx}, {@code config.pbtxt}, {@code labels.txt}. */
    TRITON {
        @Override
        OnnxExporter.Result writeTo(Path out, TrainedNetwork trained, OnnxExporter exporter) throws IOException {
            return TritonFolder.write(out, trained, exporter);
        }
    };

    abstract OnnxExporter.Result writeTo(Path out, TrainedNetwork trained, OnnxExporter exporter) throws IOException;

    /**
     * Writes a trained network in this format.
     *
     * @param out the file or the folder; missing folders are made
     * @throws DeployException if the network cannot be exported or something not be written
     */
    public OnnxExporter.Result write(Path out, TrainedNetwork trained, OnnxExporter exporter) {
        try {
            return writeTo(out, trained, exporter);
        } catch (IOException e) {
            throw new DeployException(out + " cannot be written: " + IoReasons.of(e), e);
        }
    }

    /** Where the model itself is. */
    public Path model(Path out) {
        return switch (this) {
            case ONNX -> out;
            case DJL -> out.resolve("model.onnx");
            case TRITON -> out.resolve("1").resolve("model.onnx");
        };
    }

    /**
     * Checks what can be known of the place before work begins.
     *
     * @throws IllegalArgumentException if the format needs another name
     */
    public void requirePlace(Path out) {
        if (this == ONNX && !out.toString().endsWith(Predictor.EXTENSION)) {
            throw new IllegalArgumentException(out + ": expected a name that ends in " + Predictor.EXTENSION);
        }
        Path folder = out.toAbsolutePath().getParent();
        try {
            if (this == ONNX && !isPossible(folder)) {
                throw new IllegalArgumentException(out + ": there can be no folder " + folder);
            }
            if (this != ONNX && Presence.exists(out) && !Presence.isFolder(out)) {
                throw new IllegalArgumentException(out + ": is a file; expected a folder for the format " + this);
            }
        } catch (IOException e) {
            throw new IllegalArgumentException(out + ": " + IoReasons.of(e), e);
        }
    }

    /** Whether the folder is there, or can be made where nothing but folders is. */
    private static boolean isPossible(Path folder) throws IOException {
        Path there = folder;
        while (there != null && !Presence.exists(there)) {
            there = there.getParent();
        }
        return there != null && Presence.isFolder(there);
    }

    /** {@code onnx}, {@code djl} or {@code triton}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
