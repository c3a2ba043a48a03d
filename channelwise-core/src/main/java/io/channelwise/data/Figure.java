package io.channelwise.data;

import java.util.Locale;

/** The classes of {@link Shapes}: each an outline with a texture. */
enum Figure {
    SOLID_DISC(Outline.DISC, Texture.SOLID),
    STRIPED_DISC(Outline.DISC, Texture.STRIPED),
    DOTTED_DISC(Outline.DISC, Texture.DOTTED),
    SOLID_RING(Outline.RING, Texture.SOLID),
    SOLID_SQUARE(Outline.SQUARE, Texture.SOLID),
    STRIPED_SQUARE(Outline.SQUARE, Texture.STRIPED),
    CHECKERED_SQUARE(Outline.SQUARE, Texture.CHECKERED),
    SOLID_TRIANGLE(Outline.TRIANGLE, Texture.SOLID),
    DOTTED_TRIANGLE(Outline.TRIANGLE, Texture.DOTTED),
    SOLID_CROSS(Outline.CROSS, Texture.SOLID);

    private final Outline outline;
    private final Texture texture;

    Figure(Outline outline, Texture texture) {
        this.outline = outline;
        this.texture = texture;
    }

    /** Such as "striped disc". */
    String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Whether the point lies inside; the figure fills about -1 to 1 in both directions. */
    boolean contains(double x, double y) {
        return outline.contains(x, y);
    }

    /** Whether the texture shows its second colour at a point, given in pixels from the figure's centre. */
    boolean isMarked(double x, double y, double period) {
        return texture.isMarked(x / period, y / period);
    }

    private enum Outline {
        DISC,
        RING,
        SQUARE,
        TRIANGLE,
        CROSS;

        boolean contains(double x, double y) {
            double square = x * x + y * y;
            return switch (this) {
                case DISC -> square < 0.9;
                case RING -> square < 1 && square > 0.3;
                case SQUARE -> Math.max(Math.abs(x), Math.abs(y)) < 0.85;
                case TRIANGLE -> y < 0.7 && 1.8 * Math.abs(x) - y < 1.1;
                case CROSS -> Math.max(Math.abs(x), Math.abs(y)) < 1 && Math.min(Math.abs(x), Math.abs(y)) < 0.32;
            };
        }
    }

    private enum Texture {
        SOLID,
        STRIPED,
        DOTTED,
        CHECKERED;

        boolean isMarked(double x, double y) {
            return switch (this) {
                case SOLID -> false;
                case STRIPED -> fraction(x) < 0.5;
                case DOTTED -> square(fraction(x) - 0.5) + square(fraction(y) - 0.5) < 0.11;
                case CHECKERED -> fraction(x / 2) < 0.5 ^ fraction(y / 2) < 0.5;
            };
        }

        private static double square(double value) {
            return value * value;
        }

        private static double fraction(double value) {
            return value - Math.floor(value);
        }
    }
}
