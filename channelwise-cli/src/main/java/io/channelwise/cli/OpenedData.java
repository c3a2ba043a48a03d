package io.channelwise.cli;

import io.channelwise.data.BadImages;
import io.channelwise.data.DatasetName;
import io.channelwise.data.DatasetSpec;
import io.channelwise.data.KnownSides;
import io.channelwise.data.Reading;
import io.channelwise.data.Splits;
import io.channelwise.train.RunDirectory;
import io.channelwise.train.TrainingException;
import io.channelwise.weights.Checkpoint;
import io.channelwise.weights.WeightsSource;
import io.channelwise.weights.WeightsSource.LocalFile;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Opens data beside what is known of it, and says on stderr what the user should know. */
final class OpenedData {

    private OpenedData() {}

    static Splits open(DatasetSpec data, Reading reading, PrintWriter err) {
        Splits splits = data.open(err::println, reading);
        SkippedLines.print(splits.skipped(), err);
        splits.notes().forEach(note -> err.println("note: " + note));
        return splits;
    }

    /** To score weights, which come from a run's folder or from elsewhere. */
    static Splits toScore(WeightsSource weights, DatasetSpec data, PrintWriter err) {
        return open(data, Reading.EVALUATION.beside(sides(weights, data, err)), err);
    }

    /** That only a part of the images is scored. */
    static void sayDivision(Splits splits, PrintWriter err) {
        if (splits.isDividedHere()) {
            err.printf(
                    Locale.ROOT,
                    "the folder came undivided: of its %2$s images the test is on the %1$s that are held out%n",
                    Texts.count(splits.test().size()),
                    Texts.count(splits.test().size() + splits.train().size()));
        }
    }

    /** What the run that these weights are of has recorded of its images. */
    static Optional<KnownSides> sides(WeightsSource weights, DatasetSpec data, PrintWriter err) {
        if (data.name() != DatasetName.FOLDER || !(weights instanceof LocalFile local)) {
            return Optional.empty();
        }
        try {
            return RunDirectory.of(local.file())
                    .flatMap(run -> run.sides(data.absolute().folder()));
        } catch (TrainingException e) {
            err.println("note: the images cannot be compared with those of the run: " + e.getMessage());
            return Optional.empty();
        }
    }

    /** The option's answer to images that cannot be read, else that of the training that made the weights, else to fail. */
    static BadImages onBadImage(BadImages option, Checkpoint checkpoint) {
        if (option != null) {
            return option;
        }
        Map<String, Object> settings =
                checkpoint.description().map(known -> known.settings()).orElse(Map.of());
        return "skip".equals(settings.get("on_bad_image")) ? BadImages.SKIP : BadImages.FAIL;
    }
}
