package io.channelwise.report;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How well the images of one class were told from the others.
 *
 * @param name of the class
 * @param precision share of right answers among those that name the class, 0 to 1; NaN if none names it
 * @param recall share of the class's images that were found, 0 to 1; NaN if it has no image
 * @param f1 harmonic mean of the two, 2 right / (samples + predicted); 0 if no image was found, NaN if there was
 *     neither an image nor an answer of the class
 * @param samples the images of the class
 */
public record ClassScore(@JsonProperty("class") String name, double precision, double recall, double f1, long samples) {

    /**
     * From counts.
     *
     * @param right the images of the class that were found
     * @param samples the images of the class
     * @param predicted the images, of any class, that were taken for the class
     */
    public static ClassScore of(String name, long right, long samples, long predicted) {
        return new ClassScore(
                name, ratio(right, predicted), ratio(right, samples), ratio(2 * right, samples + predicted), samples);
    }

    private static double ratio(long part, long whole) {
        return whole == 0 ? Double.NaN : (double) part / whole;
    }
}
