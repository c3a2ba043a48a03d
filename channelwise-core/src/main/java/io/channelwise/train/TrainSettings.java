package io.channelwise.train;

import io.channelwise.inference.MemoryLayout;
import io.channelwise.nn.Arguments;

/**
 * All that decides how a run trains; the same settings and data give the same weights on the same number of threads.
 *
 * @param data the data, as the user named it
 * @param model a name of the registry
 * @param weights where the weights come from that training begins with, as the user named it; {@code null} draws them
 * @param imageSize height and width of the network's input in pixels
 * @param optimization how weights move
 * @param augmentation how training images vary
 * @param zeroInitResidual whether the last batch norm of each residual branch starts at zero
 * @param memoryFormat how activations lie in memory
 * @param seed of the weights, the order of the samples and the augmentation
 * @param workers threads that decode and transform images ahead of training; they do not change the result
 */
public record TrainSettings(
        String data,
        String model,
        String weights,
        int imageSize,
        Optimization optimization,
        Augmentation augmentation,
        boolean zeroInitResidual,
        MemoryLayout memoryFormat,
        long seed,
        int workers) {

    /** The largest height and width: 4096. */
    public static final int MAX_IMAGE_SIZE = 4096;

    public TrainSettings {
        Arguments.between("image size", imageSize, 1, MAX_IMAGE_SIZE);
        Arguments.positive("workers", workers);
    }
}
