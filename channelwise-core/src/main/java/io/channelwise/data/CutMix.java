package io.channelwise.data;

import java.lang.reflect.Array;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

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

    /** Image {@code i} gets the rectangle of image {@code partners[i]}; bytes stay bytes. */
    static Batch paste(Batch batch, int[] partners, Span rows, Span columns) {
        double share = 1 - (double) rows.length() * columns.length() / (batch.height() * batch.width());
        if (batch.values() instanceof BatchPixels.Bytes pure && pure.blend() == null) {
            // Pixels are interleaved: a row of an image is a row of one plane with C values in each column.
            Span values = new Span(columns.from() * batch.channels(), columns.to() * batch.channels());
            byte[] mixed = pure.bytes().clone();
            paste(pure.bytes(), mixed, partners, batch.height(), rows, values);
            return batch.mixed(
                    new BatchPixels.Bytes(mixed, pure.images(), pure.normalization(), null), partners, share);
        }
        float[] pixels = batch.pixels();
        float[] mixed = pixels.clone();
        int[] planes = IntStream.range(0, batch.n() * batch.channels())
                .map(i -> partners[i / batch.channels()] * batch.channels() + i % batch.channels())
                .toArray();
        paste(pixels, mixed, planes, batch.height(), rows, columns);
        return batch.mixed(mixed, partners, share);
    }

    /** Copies a rectangle of plane {@code partners[i]} to plane {@code i}, for arrays of planes of so many rows. */
    private static void paste(Object from, Object to, int[] partners, int height, Span rows, Span columns) {
        int plane = Array.getLength(from) / partners.length;
        int width = plane / height;
        for (int i = 0; i < partners.length; i++) {
            for (int y = rows.from(); y < rows.to(); y++) {
                int at = y * width + columns.from();
                System.arraycopy(from, partners[i] * plane + at, to, i * plane + at, columns.length());
            }
        }
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
