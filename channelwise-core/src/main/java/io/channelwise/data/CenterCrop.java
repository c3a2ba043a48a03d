package io.channelwise.data;

import java.util.random.RandomGenerator;

/**
 * Cuts the middle square out of an image, as torchvision's {@code CenterCrop}; an image that is smaller gets a black
 * border.
 *
 * @param size the square's side in pixels
 */
public record CenterCrop(int size) implements Transform {

    /** Checks the side. */
    public CenterCrop {
        Sizes.requirePositive("size", size);
    }

    @Override
    public Image apply(Image image, RandomGenerator random) {
        return image.crop((int) offset(image.height(), size), (int) offset(image.width(), size), size, size);
    }

    /** Half the rest, rounded half to even as Python rounds; a border's smaller half comes first. */
    static long offset(long side, int size) {
        return side < size ? -((size - side) / 2) : (long) Math.rint((side - size) / 2.0);
    }
}
