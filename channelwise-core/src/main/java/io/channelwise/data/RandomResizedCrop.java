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
        return apply(ImageSource.of(image), random);
    }

    @Override
    public Image apply(ImageSource source, RandomGenerator random) {
        return source.decode(box(source.height(), source.width(), random), size, size, interpolation);
    }

    /** What is cut out of an image of this size. */
    Box box(int imageHeight, int imageWidth, RandomGenerator random) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            double area = (double) imageHeight * imageWidth * Draws.uniform(minScale, maxScale, random);
            double ratio = Draws.logUniform(MIN_RATIO, MAX_RATIO, random);
            int width = (int) Math.rint(Math.sqrt(area * ratio));
            int height = (int) Math.rint(Math.sqrt(area / ratio));
            if (width > 0 && width <= imageWidth && height > 0 && height <= imageHeight) {
                int top = random.nextInt(imageHeight - height + 1);
                int left = random.nextInt(imageWidth - width + 1);
                return new Box(top, left, height, width);
            }
        }
        return largestCentralBox(imageHeight, imageWidth);
    }

    /** Where no draw fits, the largest central rectangle whose aspect ratio is allowed. */
    private static Box largestCentralBox(int imageHeight, int imageWidth) {
        int width = Math.min(imageWidth, Math.max(1, (int) Math.rint(imageHeight * MAX_RATIO)));
        int height = Math.min(imageHeight, Math.max(1, (int) Math.rint(imageWidth / MIN_RATIO)));
        int top = (imageHeight - height) / 2;
        int left = (imageWidth - width) / 2;
        return new Box(top, left, height, width);
    }
}
