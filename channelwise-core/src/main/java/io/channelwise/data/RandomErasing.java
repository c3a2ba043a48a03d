package io.channelwise.data;

import java.util.random.RandomGenerator;

/**
 * Overwrites a rectangle of an image with noise, every value of every pixel uniform in 0 to 255: random erasing (Zhong et
 * al. 2017, arXiv 1708.04896, algorithm 1) with the filling that the paper found best (RE-R). As in torchvision, the area
 * is uniform in 2 to 33 % of the image's, the aspect ratio log-uniform in 0.3 to 3.3, and an image for which ten
 * rectangles are drawn in vain stays as it is.
 *
 * @param probability how often an image is changed, 0 to 1
 */
public record RandomErasing(double probability) implements Transform {

    private static final double MIN_AREA = 0.02;
    private static final double MAX_AREA = 0.33;
    private static final double MIN_RATIO = 0.3;
    private static final double MAX_RATIO = 3.3;
    private static final int ATTEMPTS = 10;

    /** Checks the probability. */
    public RandomErasing {
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException("erasing probability: " + probability + "; allowed: 0 to 1");
        }
    }

    @Override
    public Image apply(Image image, RandomGenerator random) {
        if (random.nextDouble() >= probability) {
            return image;
        }
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            double area = (double) image.height() * image.width() * Draws.uniform(MIN_AREA, MAX_AREA, random);
            double ratio = Draws.logUniform(MIN_RATIO, MAX_RATIO, random);
            int height = (int) Math.rint(Math.sqrt(area * ratio));
            int width = (int) Math.rint(Math.sqrt(area / ratio));
            if (height > 0 && height < image.height() && width > 0 && width < image.width()) {
                int top = random.nextInt(image.height() - height + 1);
                int left = random.nextInt(image.width() - width + 1);
                return erased(image, top, left, height, width, random);
            }
        }
        return image;
    }

    private static Image erased(Image image, int top, int left, int height, int width, RandomGenerator random) {
        byte[] out = image.pixels().clone();
        byte[] noise = new byte[width * image.channels()];
        for (int y = top; y < top + height; y++) {
            random.nextBytes(noise);
            System.arraycopy(noise, 0, out, (y * image.width() + left) * image.channels(), noise.length);
        }
        return image.with(out);
    }
}
