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
            description = "Means of the input, for values in 0..1. Default: the file's, else ImageNet's.")
    private List<Double> mean;

    @Option(
            names = "--std",
            split = ",",
            paramLabel = "R,G,B",
            hideParamSyntax = true,
            description = "Standard deviations of the input. Default: the file's, else ImageNet's.")
    private List<Double> std;

    /** Refuses an unknown network before anything is read. */
    void check(CommandSpec spec) {
        if (model != null) {
            Usage.check(spec, () -> Models.entry(model));
        }
    }

    /**
     * The network of a checkpoint.
     *
     * @param classes its class names, where they are known elsewhere and the file does not say them
     */
    TrainedNetwork load(WeightsSource where, Checkpoint source, Optional<List<String>> classes, CommandSpec spec) {
        Checkpoint described = source.description().isPresent() ? source : converted(where, source, classes);
        ModelDescription wished = wished(described.description().orElseThrow(), spec);
        try {
            return TrainedNetwork.load(described, wished);
        } catch (WeightsException e) {
            throw new WeightsException(where.word() + " does not fit " + wished.model() + ": " + e.getMessage(), e);
        }
    }

    private Checkpoint converted(WeightsSource where, Checkpoint source, Optional<List<String>> classes) {
        if (model == null) {
            throw new WeightsException(
                    where.word() + " does not say which network it belongs to: name it with --model");
        }
        Conversion conversion = new Conversion(Optional.of(model), Optional.empty(), classes, false);
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

    private ModelDescription wished(ModelDescription known, CommandSpec spec) {
        Preprocessing input = known.preprocessing();
        Preprocessing wished = Usage.check(
                spec,
                () -> new Preprocessing(
                        input.channels(),
                        input.height(),
                        input.width(),
                        input.interpolation(),
                        input.cropFraction(),
                        mean == null ? input.mean() : mean,
                        std == null ? input.std() : std));
        String name = model == null ? known.model() : model;
        return new ModelDescription(name, known.classes(), wished, known.settings(), known.libraryVersion());
    }
}
