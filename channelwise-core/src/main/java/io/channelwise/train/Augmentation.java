package io.channelwise.train;

import io.channelwise.data.AutoAugment;
import io.channelwise.data.BatchTransform;
import io.channelwise.data.ColorJitter;
import io.channelwise.data.CutMix;
import io.channelwise.data.Mixup;
import io.channelwise.data.RandAugment;
import io.channelwise.data.RandomCrop;
import io.channelwise.data.RandomErasing;
import io.channelwise.data.RandomHorizontalFlip;
import io.channelwise.data.RandomResizedCrop;
import io.channelwise.data.Resize;
import io.channelwise.data.Transform;
import io.channelwise.data.TrivialAugment;
import io.channelwise.nn.Arguments;
import io.channelwise.weights.Preprocessing;
import java.util.ArrayList;
import java.util.List;

/**
 * How training images vary from epoch to epoch. An image is cropped, mirrored, changed in colour, augmented automatically
 * and partly erased, in this order; then batches are mixed.
 *
 * @param minScale least share of the image's area that a random resized crop keeps, for images of any size; 1 resizes
 *     the whole image instead
 * @param cropPadding black border in pixels from which a random crop of the input's size is then cut; 0 for none
 * @param flip whether every second image is mirrored
 * @param colorJitter strength of random brightness, contrast and saturation ({@link ColorJitter}); 0 for none
 * @param auto the automatic augmentation
 * @param autoMagnitude strength of {@link RandAugment}, 0 to 30; others draw their own
 * @param erasing probability of erasing a part of an image ({@link RandomErasing}); 0 for never
 * @param mixup alpha of {@link Mixup}; 0 for none
 * @param cutmix alpha of {@link CutMix}; 0 for none. With both, each batch draws one of them
 */
public record Augmentation(
        double minScale,
        int cropPadding,
        boolean flip,
        double colorJitter,
        AutoAugment auto,
        int autoMagnitude,
        double erasing,
        double mixup,
        double cutmix) {

    /** The usual strength of RandAugment: 9. */
    public static final int DEFAULT_MAGNITUDE = 9;

    /** Checks the numbers. A run that was begun before there was a choice names no {@code auto}. */
    public Augmentation {
        auto = auto == null ? AutoAugment.NONE : auto;
        Arguments.require(minScale > 0 && minScale <= 1, "least crop scale", minScale, "above 0, up to 1");
        Arguments.between("crop padding", cropPadding, 0, 256);
        Arguments.require(colorJitter >= 0 && colorJitter <= 1, "colour jitter", colorJitter, "0 to 1");
        Arguments.between("auto-augment magnitude", autoMagnitude, 0, RandAugment.MAX_MAGNITUDE);
        Arguments.require(erasing >= 0 && erasing <= 1, "erasing probability", erasing, "0 to 1");
        requireAlpha("mixup alpha", mixup);
        requireAlpha("cutmix alpha", cutmix);
    }

    private static void requireAlpha(String name, double alpha) {
        Arguments.require(alpha == 0 || (alpha >= 0.001 && alpha <= 100), name, alpha, "0, or 0.001 to 100");
    }

    /** Crops and mirrored images alone. */
    public static Augmentation of(double minScale, int cropPadding, boolean flip) {
        return new Augmentation(minScale, cropPadding, flip, 0, AutoAugment.NONE, DEFAULT_MAGNITUDE, 0, 0, 0);
    }

    /** Also changes colours, augments automatically and erases. */
    public Augmentation withColors(double jitter, AutoAugment kind, int magnitude, double erasingProbability) {
        return new Augmentation(
                minScale, cropPadding, flip, jitter, kind, magnitude, erasingProbability, mixup, cutmix);
    }

    /** Also mixes the images of a batch. */
    public Augmentation withMixing(double mixupAlpha, double cutmixAlpha) {
        return new Augmentation(
                minScale, cropPadding, flip, colorJitter, auto, autoMagnitude, erasing, mixupAlpha, cutmixAlpha);
    }

    Transform transform(Preprocessing input) {
        List<Transform> steps = new ArrayList<>();
        addGeometry(steps, input);
        if (colorJitter > 0) {
            steps.add(ColorJitter.of(colorJitter));
        }
        switch (auto) {
            case NONE -> {}
            case RANDAUGMENT -> steps.add(new RandAugment(autoMagnitude));
            case TRIVIAL -> steps.add(new TrivialAugment());
        }
        if (erasing > 0) {
            steps.add(new RandomErasing(erasing));
        }
        return Transform.sequence(steps.toArray(Transform[]::new));
    }

    private void addGeometry(List<Transform> steps, Preprocessing input) {
        int size = input.height();
        if (minScale < 1) {
            steps.add(new RandomResizedCrop(size, minScale, 1, input.interpolation()));
        } else {
            steps.add(Resize.exact(size, size, input.interpolation()));
        }
        if (cropPadding > 0) {
            steps.add(new RandomCrop(size, cropPadding));
        }
        if (flip) {
            steps.add(new RandomHorizontalFlip(0.5));
        }
    }

    BatchTransform batchTransform() {
        List<BatchTransform> mixing = new ArrayList<>();
        if (mixup > 0) {
            mixing.add(new Mixup(mixup));
        }
        if (cutmix > 0) {
            mixing.add(new CutMix(cutmix));
        }
        return BatchTransform.oneOf(mixing);
    }
}
