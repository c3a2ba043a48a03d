package io.channelwise.train;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.channelwise.data.BadImages;
import io.channelwise.data.LoaderSettings;
import io.channelwise.inference.MemoryLayout;
import io.channelwise.models.Models;
import io.channelwise.models.Network;
import io.channelwise.nn.Arguments;
import io.channelwise.weights.Selection;
import io.channelwise.weights.WeightsSource;

/**
 * All that decides how a run trains; the same settings and data give the same weights on the same number of threads.
 *
 * @param recipe the name of the {@link Recipe} that the settings began with; {@code null} for the data set's defaults
 * @param data the data, as the user named it
 * @param model a name of the registry
 * @param weights where the weights come from that training begins with, as the user named it; {@code null} draws them
 * @param selection which tensors of the file of the weights are meant; {@code null} for those at the usual place
 * @param imageSize height and width of the network's input in pixels
 * @param onBadImage what happens to an image, for training or test, that cannot be read
 * @param optimization how weights move
 * @param augmentation how training images vary
 * @param zeroInitResidual whether the last batch norm of each residual branch starts at zero
 * @param computation where and how it computes; in JSON its fields stand beside the others
 * @param seed of the weights, the order of the samples and the augmentation
 * @param workers threads that decode and transform images ahead of training; they do not change the result
 */
public record TrainSettings(
        String recipe,
        String data,
        String model,
        String weights,
        @JsonInclude(JsonInclude.Include.NON_NULL) Selection selection,
        int imageSize,
        BadImages onBadImage,
        Optimization optimization,
        Augmentation augmentation,
        boolean zeroInitResidual,
        @JsonUnwrapped Computation computation,
        long seed,
        int workers) {

    /** The largest height and width: 4096. */
    public static final int MAX_IMAGE_SIZE = 4096;

    public TrainSettings {
        Arguments.between("image size", imageSize, 1, MAX_IMAGE_SIZE);
        LoaderSettings.requireWorkers("workers", workers);
    }

    /**
     * Where the weights are that training begins with.
     *
     * @throws IllegalStateException if it draws them
     */
    public WeightsSource startingWeights() {
        if (weights == null) {
            throw new IllegalStateException("weights: none; training draws them");
        }
        WeightsSource source = WeightsSource.parse(weights);
        return selection == null ? source : source.selecting(selection);
    }

    /** The same in another memory format. */
    public TrainSettings withMemoryFormat(MemoryLayout format) {
        return with(computation.with(format));
    }

    /** The same computed otherwise. */
    TrainSettings with(Computation other) {
        return new TrainSettings(
                recipe,
                data,
                model,
                weights,
                selection,
                imageSize,
                onBadImage,
                optimization,
                augmentation,
                zeroInitResidual,
                other,
                seed,
                workers);
    }

    /** The same for a run that goes on: with its data elsewhere, to another last epoch, with another answer to bad images. */
    public TrainSettings goingOn(String movedData, int epochs, BadImages answer) {
        return new TrainSettings(
                recipe,
                movedData,
                model,
                weights,
                selection,
                imageSize,
                answer,
                optimization.with(epochs),
                augmentation,
                zeroInitResidual,
                computation,
                seed,
                workers);
    }

    /**
     * Checks the names that only the registry knows, and that such a network can be computed so.
     *
     * @throws IllegalArgumentException if there is no such model, it has no part to freeze of that name, or it cannot be
     *     computed so
     */
    public void requireKnownNames() {
        try (Network network = Models.uninitialized(model, 1, 1)) {
            new Freezing(network, optimization.freeze());
            computation.requirePossible(network);
        }
    }
}
