package io.channelwise.data;

import java.util.random.RandomGenerator;

/**
 * Changes brightness, contrast, saturation and hue by random amounts in a random order, as torchvision's {@code
 * ColorJitter}: the factor of each of the first three is uniform in [max(0, 1 - strength), 1 + strength], and the hue is
 * moved by a part of the circle that is uniform in [-hue, hue].
 *
 * @param brightness strength, 0 or more; 0 leaves it
 * @param contrast strength, 0 or more; 0 leaves it
 * @param saturation strength, 0 or more; 0 leaves it
 * @param hue largest part of the circle, 0 to 0.5; 0 leaves it
 */
public record ColorJitter(double brightness, double contrast, double saturation, double hue) implements Transform {

    private static final int KINDS = 4;

    /** Checks the strengths. */
    public ColorJitter {
        requireBetween("brightness", brightness, Double.MAX_VALUE, "0 or more");
        requireBetween("contrast", contrast, Double.MAX_VALUE, "0 or more");
        requireBetween("saturation", saturation, Double.MAX_VALUE, "0 or more");
        requireBetween("hue", hue, 0.5, "0 to 0.5");
    }

    /** One strength for brightness, contrast and saturation; hues stay. */
    public static ColorJitter of(double strength) {
        return new ColorJitter(strength, strength, strength, 0);
    }

    @Override
    public Image apply(Image image, RandomGenerator random) {
        Image current = image;
        for (int kind : Seeds.permutation(KINDS, random)) {
            current = switch (kind) {
                case 0 -> brightness > 0 ? Enhance.brightness(current, factor(brightness, random)) : current;
                case 1 -> contrast > 0 ? Enhance.contrast(current, factor(contrast, random)) : current;
                case 2 -> saturation > 0 ? Enhance.saturation(current, factor(saturation, random)) : current;
                default -> hue > 0 ? Hue.turn(current, Draws.uniform(-hue, hue, random)) : current;
            };
        }
        return current;
    }

    static double factor(double strength, RandomGenerator random) {
        return Draws.uniform(Math.max(0, 1 - strength), 1 + strength, random);
    }

    private static void requireBetween(String name, double value, double most, String allowed) {
        if (!(value >= 0 && value <= most)) {
            throw new IllegalArgumentException(name + ": " + value + "; allowed: " + allowed);
        }
    }
}
