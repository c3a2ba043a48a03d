package io.channelwise.data;

import io.channelwise.weights.Interpolation;
import java.util.random.RandomGenerator;

/**
 * Cuts a rectangle of random area and aspect ratio out of an image and resizes it to a square: the usual augmentation
 * for ImageNet (Szegedy et al. 2015, section 6), as torchvision's {@code RandomResizedCrop} defines it.
 *
 * @param size the resulting square's side in pixels
 * @param minScale the smallest share of the image's area, above 0; usually 0.08
 * @param maxScale the largest share of the image's area, up to 1
 * @param interpolation the kernel of the resizing
 */
public record RandomResizedCrop(int size, double minScale, double maxScale, Interpolation interpolation)
        implements Transform {

    private static final double MIN_RATIO = 3.0 / 4;
    private static final double MAX_RATIO = 4.0 / 3;
    private static final int ATTEMPTS = 10;

    /** Checks the size and the shares. */
    public RandomResizedCrop {
        Sizes.requirePositive("size", size);
        if (!(minScale > 0 && minScale <= maxScale && maxScale <= 1)) {
            throw new IllegalArgumentException(
                    "scale: " + minScale + " to " + maxScale + "; allowed: 0 (excluded) to 1, smaller first");
        }
    }

    /** With a scale of 0.08 to 1 and bilinear interpolation. */
    public static RandomResizedCrop of(int size) {
        return new RandomResizedCrop(size, 0.08, 1, Interpolation.BILINEAR);
    }

    @Override
    public Image apply(Image image, RandomGenerator random) {
        return Resampling.resize(cut(image, random), size, size, interpolation);
    }

    /** The cut alone, before it is resized. */
    Image cut(Image image, RandomGenerator random) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            double area = (double) image.height() * image.width() * uniform(minScale, maxScale, random);
            double ratio = Math.exp(uniform(Math.log(MIN_RATIO), Math.log(MAX_RATIO), random));
            int width = (int) Math.rint(Math.sqrt(area * ratio));
            int height = (int) Math.rint(Math.sqrt(area / ratio));
            if (width > 0 && width <= image.width() && height > 0 && height <= image.height()) {
                int top = random.nextInt(image.height() - height + 1);
                int left = random.nextInt(image.width() - width + 1);
                return image.crop(top, left, height, width);
            }
        }
        return largestCentralCut(image);
    }

    /** Where no draw fits, the largest central rectangle whose aspect ratio is allowed. */
    private static Image largestCentralCut(Image image) {
        int width = Math.min(image.width(), Math.max(1, (int) Math.rint(image.height() * MAX_RATIO)));
        int height = Math.min(image.height(), Math.max(1, (int) Math.rint(image.width() / MIN_RATIO)));
        return image.crop((image.height() - height) / 2, (image.width() - width) / 2, height, width);
    }

    private static double uniform(double from, double to, RandomGenerator random) {
        return from + (to - from) * random.nextDouble();
    }
}
