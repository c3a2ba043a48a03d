package io.channelwise.cli;

import static java.util.Objects.requireNonNullElse;

import io.channelwise.data.AutoAugment;
import io.channelwise.train.Augmentation;
import picocli.CommandLine.Option;

/** How training images vary. */
final class AugmentationOptions {

    @Option(
            names = "--min-scale",
            paramLabel = "SHARE",
            description = "Least share of the area that a random resized crop keeps; 1 for none. Default: 0.35 for "
                    + "folders, else 1.")
    private Double minScale;

    @Option(
            names = "--crop-padding",
            paramLabel = "PIXELS",
            description = "Border before a random crop; 0 for none. Default: 4 for cifar, 0 for folders, else 2.")
    private Integer cropPadding;

    @Option(names = "--flip", negatable = true, description = "Mirror every second image. Default: on, but for mnist.")
    private Boolean flip;

    @Option(
            names = "--color-jitter",
            paramLabel = "S",
            description = "How far brightness, contrast and saturation vary. Default: 0.")
    private Double colorJitter;

    @Option(
            names = "--auto-augment",
            paramLabel = "NAME",
            description = "Changes drawn from a list: none, randaugment, trivial. Default: none.")
    private AutoAugment auto;

    @Option(
            names = "--auto-magnitude",
            paramLabel = "M",
            description = "How strong the changes of randaugment are. Default: 9.")
    private Integer autoMagnitude;

    @Option(
            names = "--erasing",
            paramLabel = "P",
            description = "Share of the images that lose a random rectangle. Default: 0.")
    private Double erasing;

    @Option(
            names = "--mixup",
            paramLabel = "A",
            description = "Alpha of Mixup, which blends pairs of images; 0 for none. Default: 0.")
    private Double mixup;

    @Option(
            names = "--cutmix",
            paramLabel = "A",
            description = "Alpha of CutMix, which pastes a part of another image; 0 for none. Default: 0.")
    private Double cutmix;

    Augmentation over(Augmentation usual) {
        return new Augmentation(
                requireNonNullElse(minScale, usual.minScale()),
                requireNonNullElse(cropPadding, usual.cropPadding()),
                requireNonNullElse(flip, usual.flip()),
                requireNonNullElse(colorJitter, usual.colorJitter()),
                requireNonNullElse(auto, usual.auto()),
                requireNonNullElse(autoMagnitude, usual.autoMagnitude()),
                requireNonNullElse(erasing, usual.erasing()),
                requireNonNullElse(mixup, usual.mixup()),
                requireNonNullElse(cutmix, usual.cutmix()));
    }
}
