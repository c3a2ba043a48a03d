package io.channelwise.train;

import io.channelwise.data.AutoAugment;
import io.channelwise.data.RandomCrop;
import io.channelwise.data.RandomHorizontalFlip;
import io.channelwise.data.RandomResizedCrop;
import io.channelwise.data.Resize;
import io.channelwise.data.Transform;
import io.channelwise.nn.Arguments;
import io.channelwise.weights.Preprocessing;
import java.util.ArrayList;
import java.util.List;

/**
 * How training images vary from epoch to epoch.
 *
 * @param minScale least share of the image's area that a random resized crop keeps, for images of any size; 1 resizes
 *     the whole image instead
 * @param cropPadding black border in pixels from which a random crop of the input's size is then cut; 0 for none
 * @param flip whether every second image is mirrored
 * @param colorJitter how far brightness, contrast and saturation vary; 0 for none
 * @param auto a policy that draws further changes
 * @param autoMagnitude how strong RandAugment's are, 0 to 30
 * @param erasing the share of the images that lose a rectangle, 0 to 1
 * @param mixup alpha of Mixup; 0 for none
 * @param cutmix alpha of CutMix; 0 for none
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

    public Augmentation {
        Arguments.require(minScale > 0 && minScale <= 1, "least crop scale", minScale, "above 0, up to 1");
        Arguments.between("crop padding", cropPadding, 0, 256);
        Arguments.require(colorJitter >= 0 && colorJitter <= 1, "colour jitter", colorJitter, "0 to 1");
        Arguments.between("auto-augment magnitude", autoMagnitude, 0, 30);
        Arguments.require(erasing >= 0 && erasing <= 1, "erasing probability", erasing, "0 to 1");
        requireAlpha("mixup alpha", mixup);
        requireAlpha("cutmix alpha", cutmix);
    }

    private static void requireAlpha(String name, double alpha) {
        Arguments.require(alpha == 0 || (alpha >= 0.001 && alpha <= 100), name, alpha, "0, or 0.001 to 100");
    }

    /** Crops and mirrored images alone. */
    public static Augmentation of(double minScale, int cropPadding, boolean flip) {
        return new Augmentation(minScale, cropPadding, flip, 0, AutoAugment.NONE, 9, 0, 0, 0);
    }

    Transform transform(Preprocessing input) {
        List<Transform> steps = new ArrayList<>();
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
        return Transform.sequence(steps.toArray(Transform[]::new));
    }
}
