package io.channelwise.cli;

import io.channelwise.data.Dataset;
import io.channelwise.data.DatasetName;
import io.channelwise.data.DatasetSpec;
import io.channelwise.data.Splits;
import io.channelwise.runtime.ShellWords;
import io.channelwise.train.TrainSettings;
import io.channelwise.weights.PretrainedWeights;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.stream.Stream;

/** How many photographs a class has; of few, that there is a better way than to begin from nothing. */
final class PhotographsNote {

    /** Fewer photographs than this, in all, teach a network little from scratch. */
    private static final int FEW = 5000;

    /** Weights for smaller inputs were not trained on photographs. */
    private static final int PHOTOGRAPHS = 64;

    private static final String RECIPE = "finetune";
    private static final String USUAL = "se_resnet50";

    private PhotographsNote() {}

    static void print(TrainSettings settings, Splits splits, PrintWriter err) {
        DatasetSpec data = DatasetSpec.parse(settings.data());
        if (data.name() != DatasetName.FOLDER) {
            return;
        }
        int[] counts = new int[splits.train().classes().size()];
        Stream.of(splits.train(), splits.test()).forEach(part -> count(part, counts));
        int least = Arrays.stream(counts).min().orElseThrow();
        int most = Arrays.stream(counts).max().orElseThrow();
        String range = least == most ? Texts.count(least) : Texts.count(least) + " to " + Texts.count(most);
        err.println("a class has " + range + " photographs");
        if (settings.weights() == null && Arrays.stream(counts).sum() < FEW) {
            err.println("for so few, start from published weights: " + command(settings, data));
        }
    }

    private static void count(Dataset part, int[] counts) {
        for (int i = 0; i < part.size(); i++) {
            counts[part.label(i)]++;
        }
    }

    private static String command(TrainSettings settings, DatasetSpec data) {
        boolean published = PretrainedWeights.all().stream()
                .filter(known -> known.preprocessing().height() >= PHOTOGRAPHS)
                .anyMatch(known -> known.model().equals(settings.model()));
        return ShellWords.command(
                "train",
                "--data",
                "folder:" + data.folder().orElseThrow(),
                "--recipe",
                RECIPE,
                "--model",
                published ? settings.model() : USUAL,
                "--pretrained");
    }
}
