package io.channelwise.cli;

import io.channelwise.inference.TrainedNetwork;
import io.channelwise.models.Models;
import io.channelwise.weights.Checkpoint;
import io.channelwise.weights.Conversion;
import io.channelwise.weights.ModelDescription;
import io.channelwise.weights.Preprocessing;
import io.channelwise.weights.WeightsException;
import io.channelwise.weights.WeightsSource;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** {@code --model}, {@code --mean} and {@code --std}: what weights of another project do not say about themselves. */
final class DescriptionOptions {

    @Option(names = "--model", paramLabel = "NAME", description = "The network, where the file does not say it.")
    private String model;

    @Option(
            names = "--mean",
            split = ",",
            paramLabel = "R,G,B",
            hideParamSyntax = true,
            description =
                    "Means of the input, for values in 0..1. Default: the file's; else the data set's in evaluate, "
                            + "ImageNet's in export.")
    private List<Double> mean;

    @Option(
            names = "--std",
            split = ",",
            paramLabel = "R,G,B",
            hideParamSyntax = true,
            description = "Standard deviations of the input. Default: as for the means.")
    private List<Double> std;

    /** Refuses an unknown network before anything is read. */
    void check(CommandSpec spec) {
        if (model != null) {
            Usage.check(spec, () -> Models.entry(model));
        }
    }

    /** The network that is asked for; an error if it is not, where the file does not say it. */
    String requireModel(WeightsSource where) {
        if (model == null) {
            throw new WeightsException(
                    where.word() + " does not say which network it belongs to: name it with --model");
        }
        return model;
    }

    /**
     * The network of a checkpoint.
     *
     * @param classes its class names, where they are known elsewhere and the file does not say them
     */
    TrainedNetwork load(WeightsSource where, Checkpoint source, Optional<List<String>> classes, CommandSpec spec) {
        Checkpoint described = source.description().isPresent() ? source : converted(where, source, classes);
        return load(where, described, over(described.description().orElseThrow(), Optional.empty(), spec));
    }

    /** The network of a checkpoint with this description. */
    static TrainedNetwork load(WeightsSource where, Checkpoint checkpoint, ModelDescription description) {
        try {
            return TrainedNetwork.load(checkpoint, description);
        } catch (WeightsException e) {
            throw new WeightsException(
                    where.word() + " does not fit " + description.model() + ": " + e.getMessage(), e);
        }
    }

    private Checkpoint converted(WeightsSource where, Checkpoint source, Optional<List<String>> classes) {
        Conversion conversion = new Conversion(Optional.of(requireModel(where)), Optional.empty(), classes, false);
        Conversion.Result result = converted(where, source, conversion);
        if (result.headReplaced()) {
            throw new WeightsException(where.word() + " was trained for another number of classes than "
                    + Texts.classes(classes.orElseThrow()));
        }
        return result.checkpoint();
    }

    private static Conversion.Result converted(WeightsSource where, Checkpoint source, Conversion conversion) {
        try {
            return conversion.apply(source);
        } catch (WeightsException e) {
            throw new WeightsException(where.word() + " " + e.getMessage(), e);
        }
    }

    /** What is known of weights, with what the options say instead, and another size if one is given. */
    ModelDescription over(ModelDescription known, Optional<Integer> size, CommandSpec spec) {
        Preprocessing input = known.preprocessing();
        Preprocessing wished = Usage.check(
                spec,
                () -> new Preprocessing(
                        input.channels(),
                        size.orElse(input.height()),
                        size.orElse(input.width()),
                        input.interpolation(),
                        input.cropFraction(),
                        mean == null ? input.mean() : mean,
                        std == null ? input.std() : std));
        return known.with(model == null ? known.model() : model, wished);
    }
}
