package io.channelwise.deploy;

import io.channelwise.inference.TrainedNetwork;
import io.channelwise.weights.AtomicFile;
import io.channelwise.weights.Interpolation;
import io.channelwise.weights.Preprocessing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A folder for DJL Serving, whose image classification translator prepares the images as the network needs them. */
final class DjlFolder {

    private DjlFolder() {}

    static OnnxExporter.Result write(Path folder, TrainedNetwork trained, OnnxExporter exporter) throws IOException {
        if (trained.preprocessing().channels() != 3) {
            throw new DeployException(
                    "djl: a network for grey images; DJL's translator normalises three channels alone");
        }
        if (exporter.options().embedPreprocessing()) {
            throw new DeployException("djl: preprocessing embedded in the graph; DJL's translator normalises itself");
        }
        Files.createDirectories(folder);
        OnnxExporter.Result result = exporter.export(trained, ExportFormat.DJL.model(folder));
        LabelFile.write(folder.resolve("synset.txt"), trained.classes());
        String properties = properties(result.description().preprocessing());
        AtomicFile.write(folder.resolve("serving.properties"), properties.getBytes(StandardCharsets.ISO_8859_1));
        return result;
    }

    private static String properties(Preprocessing input) {
        int shortSide = (int) Math.floor(input.height() / input.cropFraction());
        String kernel = input.interpolation() == Interpolation.BICUBIC ? "BICUBIC" : "BILINEAR";
        List<String> lines = List.of(
                "engine=OnnxRuntime",
                "option.modelName=model",
                "application=cv/image_classification",
                "translatorFactory=ai.djl.modality.cv.translator.ImageClassificationTranslatorFactory",
                "width=" + input.width(),
                "height=" + input.height(),
                "resizeShort=" + shortSide + ",-1," + kernel,
                "centerCrop=true",
                "toTensor=true",
                "normalize=" + numbers(input),
                "applySoftmax=true");
        return String.join("\n", lines) + "\n";
    }

    private static String numbers(Preprocessing input) {
        return Stream.concat(input.mean().stream(), input.std().stream())
                .map(String::valueOf)
                .collect(Collectors.joining(","));
    }
}
