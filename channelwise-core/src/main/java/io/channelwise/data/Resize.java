package io.channelwise.data;

import io.channelwise.weights.Interpolation;
import java.util.random.RandomGenerator;

/** Antialiased resizing by the method of Pillow's {@code Image.resize}, which torchvision and timm use on files. */
public final class Resize implements Transform {

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
        int toHeight = shortSide ? scaled(image.height(), height, shorter) : height;
        int toWidth = shortSide ? scaled(image.width(), width, shorter) : width;
        return Resampling.resize(image, toHeight, toWidth, interpolation);
    }

    private static int scaled(int side, int size, int shorter) {
        return (int) ((long) side * size / shorter);
    }
}
