package io.channelwise.data;

import java.util.random.RandomGenerator;

/** One figure on a shaded, noisy background; all that is not its class is drawn from the generator. */
final class Drawing {

    private static final int SIDE = 4;
    private static final int POINTS = SIDE * SIDE;
    private static final double MIN_CONTRAST = 70;

    private final Figure figure;
    private final int size;
    private final RandomGenerator random;

    private final double radius;
    private final double centerX;
    private final double centerY;
    private final double cos;
    private final double sin;
    private final double period;
    private final double noise;
    private final double[] shadeStart;
    private final double[] shadeEnd;
    private final double[] fill;
    private final double[] mark;

    Drawing(Figure figure, int size, RandomGenerator random) {
        this.figure = figure;
        this.size = size;
        this.random = random;
        radius = size * uniform(0.22, 0.46);
        centerX = uniform(radius, size - radius);
        centerY = uniform(radius, size - radius);
        double turn = uniform(-0.35, 0.35);
        cos = StrictMath.cos(turn);
        sin = StrictMath.sin(turn);
        period = Math.max(3.6, uniform(0.3, 0.5) * radius);
        noise = uniform(2, 8);
        shadeStart = colour();
        shadeEnd = blend(shadeStart, colour(), 0.35);
        fill = colourUnlike(shadeStart, shadeEnd);
        mark = colourUnlike(fill, fill);
    }

    /** The figure's and its marks' shares of a pixel are counted at 4 x 4 points, which smooths the edges. */
    Image render() {
        byte[] pixels = new byte[size * size * 3];
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                double[] colour = colourOf(x, y);
                for (int c = 0; c < 3; c++) {
                    double value = colour[c] + uniform(-noise, noise);
                    pixels[3 * (y * size + x) + c] = (byte) Math.max(0, Math.min(255, Math.round(value)));
                }
            }
        }
        return new Image(3, size, size, pixels);
    }

    private double[] colourOf(int pixelX, int pixelY) {
        int inside = 0;
        int marked = 0;
        for (int i = 0; i < POINTS; i++) {
            int column = i % SIDE;
            int row = i / SIDE;
            double x = pixelX + (column + 0.5) / SIDE - centerX;
            double y = pixelY + (row + 0.5) / SIDE - centerY;
            double alongX = cos * x + sin * y;
            double alongY = cos * y - sin * x;
            if (figure.contains(alongX / radius, alongY / radius)) {
                inside++;
                marked += figure.isMarked(alongX, alongY, period) ? 1 : 0;
            }
        }
        double[] background = blend(shadeStart, shadeEnd, (pixelX + pixelY + 1.0) / (2 * size));
        double[] body = inside == 0 ? fill : blend(fill, mark, (double) marked / inside);
        return blend(background, body, (double) inside / POINTS);
    }

    private double[] colour() {
        return new double[] {uniform(0, 255), uniform(0, 255), uniform(0, 255)};
    }

    /** A colour whose brightness stands out from both. They differ by 90 at most, so there always is one. */
    private double[] colourUnlike(double[] one, double[] other) {
        while (true) {
            double[] colour = colour();
            if (contrast(colour, one) > MIN_CONTRAST && contrast(colour, other) > MIN_CONTRAST) {
                return colour;
            }
        }
    }

    private static double contrast(double[] one, double[] other) {
        return Math.abs(brightness(one) - brightness(other));
    }

    private static double brightness(double[] colour) {
        return 0.3 * colour[0] + 0.6 * colour[1] + 0.1 * colour[2];
    }

    private static double[] blend(double[] from, double[] to, double share) {
        double[] mixed = new double[3];
        for (int c = 0; c < 3; c++) {
            mixed[c] = from[c] + (to[c] - from[c]) * share;
        }
        return mixed;
    }

    private double uniform(double from, double to) {
        return from + (to - from) * random.nextDouble();
    }
}
