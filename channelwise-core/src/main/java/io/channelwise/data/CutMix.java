package io.channelwise.data;

import java.util.random.RandomGenerator;

/**
 * Replaces a rectangle of every image of a batch by the same rectangle of another of the batch (Yun et al. 2019, arXiv
 * 1905.04899, section 3.2): its share of the area is drawn as 1 - Beta(alpha, alpha) and its centre uniformly, the part
 * outside the image is cut off, and the targets are mixed by the pixels that are left. One rectangle serves the batch.
 *
 * @param alpha 0.001 to 100; the paper uses 1, which draws the share uniformly
 */
public record CutMix(double alpha) implements BatchTransform {

    /** Checks alpha. */
    public CutMix {
        Beta.requireAlpha("cutmix", alpha);
    }

    @Override
    public Batch apply(Batch batch, RandomGenerator random) {
        double side = Math.sqrt(1 - Beta.draw(alpha, random));
        Span rows = Span.draw(batch.height(), side, random);
        Span columns = Span.draw(batch.width(), side, random);
        return paste(batch, Seeds.permutation(batch.n(), random), rows, columns);
    }

    /** Image {@code i} gets the rectangle of image {@code partners[i]}. */
    static Batch paste(Batch batch, int[] partners, Span rows, Span columns) {
        float[] pixels = batch.pixels();
        float[] mixed = pixels.clone();
        int plane = batch.height() * batch.width();
        for (int i = 0; i < batch.n() * batch.channels(); i++) {
            int partner = partners[i / batch.channels()] * batch.channels() + i % batch.channels();
            for (int y = rows.from(); y < rows.to(); y++) {
                int at = y * batch.width() + columns.from();
                System.arraycopy(pixels, partner * plane + at, mixed, i * plane + at, columns.length());
            }
        }
        double pasted = (double) rows.length() * columns.length() / plane;
        return batch.mixed(mixed, partners, 1 - pasted);
    }

    /** The rows or columns of a rectangle, {@code to} excluded. */
    record Span(int from, int to) {

        static Span draw(int side, double share, RandomGenerator random) {
            int length = (int) (side * share);
            int center = random.nextInt(side);
            return new Span(Math.max(0, center - length / 2), Math.min(side, center + (length + 1) / 2));
        }

        int length() {
            return to - from;
        }
    }
}
