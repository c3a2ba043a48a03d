package io.channelwise.data;

import java.util.random.RandomGenerator;

/**
 * Cuts a square out of an image at a random place, after giving the image a black border, as torchvision's
 * {@code RandomCrop}.
 *
 * @param size the square's side in pixels
 * @param padding the border's width in pixels, 0 for none
 */
public record RandomCrop(int size, int padding) implements Transform {

    /** Checks the sizes. */
    public RandomCrop {
        Sizes.requirePositive("size", size);
        if (padding < 0) {
            throw new IllegalArgumentException("padding: " + padding + "; allowed: 0 or more");
        }
    }

    /** @throws IllegalArgumentException where the image with its border is smaller than the square */
    @Override
    public Image apply(Image image, RandomGenerator random) {
        int top = offset(image.height(), random);
        int left = offset(image.width(), random);
        return image.crop(top, left, size, size);
    }

    private int offset(int side, RandomGenerator random) {
        int room = side + 2 * padding - size;
        if (room < 0) {
            throw new IllegalArgumentException("a crop of " + size + " pixels does not fit a side of " + side
                    + " with a padding of " + padding + "; resize first or pad more");
        }
        return random.nextInt(room + 1) - padding;
    }
}
