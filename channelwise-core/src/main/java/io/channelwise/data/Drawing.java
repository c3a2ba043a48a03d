package io.channelwise.data;

import java.util.random.RandomGenerator;

/** One figure on a shaded, noisy background; all that is not its class is drawn from the generator. */
final class Drawing {

    private static final int SAMPLES = 4;
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
        radius = size * uniform(0.2, 0.46);
        centerX = uniform(radius, size - radius);
        centerY = uniform(radius, size - radius);
        double turn = uniform(-0.35, 0.35);
        cos = StrictMath.cos(turn);
        sin = StrictMath.sin(turn);
        period = Math.max(3.2, uniform(0.3, 0.5) * radius);
        noise = uniform(2, 12);
        shadeStart = colour();
        shadeEnd = blend(shadeStart, colour(), 0.35);
        fill = colourUnlike(shadeStart, shadeEnd);
        mark = colourUnlike(fill, fill);
    }

    /** Each pixel is the mean of 4 x 4 points, which smooths the edges; the noise comes on top. */
    Image render() {
        byte[] pixels = new byte[size * size * 3];
        for (int i = 0; i < size * size; i++) {
            double[] sum = new double[3];
            for (int sample = 0; sample < SAMPLES * SAMPLES; sample++) {
                double x = i % size + (sample % SAMPLES + 0.5) / SAMPLES;
                double y = i / size + (sample / SAMPLES + 0.5) / SAMPLES;
                double[] colour = colourAt(x, y);
                for (int c = 0; c < 3; c++) {
                    sum[c] += colour[c];
                }
            }
            for (int c = 0; c < 3; c++) {
                double value = sum[c] / (SAMPLES * SAMPLES) + uniform(-noise, noise);
                pixels[3 * i + c] = (byte) Math.max(0, Math.min(255, Math.round(value)));
            }
        }
        return new Image(3, size, size, pixels);
    }

    private double[] colourAt(double x, double y) {
        double alongX = cos * (x - centerX) + sin * (y - centerY);
        double alongY = cos * (y - centerY) - sin * (x - centerX);
        if (!figure.contains(alongX / radius, alongY / radius)) {
            return blend(shadeStart, shadeEnd, (x + y) / (2 * size));
        }
        return figure.isMarked(alongX, alongY, period) ? mark : fill;
    }

    private double[] colour() {
        return new double[] {uniform(0, 255), uniform(0, 255), uniform(0, 255)};
    }

    /** A colour whose brightness stands out from both; black or white always does from at least one in two draws. */
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
