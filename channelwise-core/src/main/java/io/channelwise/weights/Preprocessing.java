package io.channelwise.weights;

import java.util.List;
import java.util.Objects;

/**
 * What turns an image into a network's input: resize the short side to {@code height / cropFraction}, crop the centre
 * to {@code height x width}, scale the values to 0..1, then subtract {@code mean} and divide by {@code std} for each
 * channel.
 *
 * @param channels 3 for RGB, 1 for grey
 * @param height pixels
 * @param width pixels
 * @param interpolation of the resize
 * @param cropFraction the part of the resized short side that the crop keeps, above 0 and up to 1
 * @param mean for each channel, for values in 0..1
 * @param std for each channel, for values in 0..1
 */
public record Preprocessing(
        int channels,
        int height,
        int width,
        Interpolation interpolation,
        double cropFraction,
        List<Double> mean,
        List<Double> std) {

    /** The usual one for ImageNet: 3 x 224 x 224, bilinear, seven eighths, the data set's mean and deviation. */
    public static final Preprocessing IMAGENET = new Preprocessing(
            3, 224, 224, Interpolation.BILINEAR, 0.875, List.of(0.485, 0.456, 0.406), List.of(0.229, 0.224, 0.225));

    /** @throws IllegalArgumentException if a size, fraction or list is impossible; the message names it */
    public Preprocessing {
        require(channels == 1 || channels == 3, "channels", channels, "1 or 3");
        require(height > 0, "height", height, "1 or more");
        require(width > 0, "width", width, "1 or more");
        require(interpolation != null, "interpolation", interpolation, "bilinear or bicubic");
        require(cropFraction > 0 && cropFraction <= 1, "crop fraction", cropFraction, "above 0 and up to 1");
        mean = checked("mean", mean, channels);
        std = checked("std", std, channels);
        require(std.stream().allMatch(s -> s > 0), "std", std, "numbers above 0");
    }

    /** The same for another size of input, in pixels. */
    public Preprocessing withSize(int newHeight, int newWidth) {
        return new Preprocessing(channels, newHeight, newWidth, interpolation, cropFraction, mean, std);
    }

    private static List<Double> checked(String name, List<Double> values, int channels) {
        boolean fits = values != null
                && values.size() == channels
                && values.stream().allMatch(v -> v != null && Double.isFinite(v));
        require(fits, name, values, channels + " finite numbers, one for each channel");
        return List.copyOf(values);
    }

    private static void require(boolean condition, String name, Object value, String allowed) {
        if (!condition) {
            throw new IllegalArgumentException(
                    "preprocessing: " + name + " " + Objects.toString(value, "is missing") + "; allowed: " + allowed);
        }
    }
}
