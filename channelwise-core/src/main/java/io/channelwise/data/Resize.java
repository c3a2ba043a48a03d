package io.channelwise.data;

import io.channelwise.weights.Interpolation;
import java.util.random.RandomGenerator;

/** Antialiased resizing by the method of Pillow's {@code Image.resize}, which torchvision and timm use on files. */
public final class Resize implements Transform {

    /** What fits into an array, in three channels. */
    private static final long MAX_PIXELS = (Integer.MAX_VALUE - 8) / 3;

    private final int height;
    private final int width;
    private final boolean shortSide;
    private final Interpolation interpolation;

    private Resize(int height, int width, boolean shortSide, Interpolation interpolation) {
        Sizes.requirePositive("height", height);
        Sizes.requirePositive("width", width);
        this.height = height;
        this.width = width;
        this.shortSide = shortSide;
        this.interpolation = interpolation;
    }

    /** Makes the shorter side {@code size} pixels and keeps the aspect ratio; the longer side is rounded down. */
    public static Resize shortSide(int size, Interpolation interpolation) {
        return new Resize(size, size, true, interpolation);
    }

    /** Makes every image {@code height} x {@code width} pixels, whatever its aspect ratio. */
    public static Resize exact(int height, int width, Interpolation interpolation) {
        return new Resize(height, width, false, interpolation);
    }

    @Override
    public Image apply(Image image, RandomGenerator random) {
        int shorter = Math.min(image.height(), image.width());
        long toHeight = shortSide ? scaled(image.height(), height, shorter) : height;
        long toWidth = shortSide ? scaled(image.width(), width, shorter) : width;
        if (toHeight * toWidth > MAX_PIXELS) {
            throw new IllegalArgumentException(
                    image.width() + " x " + image.height() + " pixels would become " + toWidth + " x " + toHeight
                            + "; where a part of that is wanted, ResizedCenterCrop makes the part alone");
        }
        return Resampling.resize(image, (int) toHeight, (int) toWidth, interpolation);
    }

    static long scaled(int side, int size, int shorter) {
        return (long) side * size / shorter;
    }
}
