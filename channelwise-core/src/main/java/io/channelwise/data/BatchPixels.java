package io.channelwise.data;

import java.util.Arrays;

/** The values of a batch's images: as a network takes them, or as bytes that become so where it computes. */
public sealed interface BatchPixels {

    /** Normalised and blended, {@code [N, C, H, W]} in row-major order; bytes make them anew at each call. */
    float[] values();

    /**
     * As a network takes them.
     *
     * @param values normalised, {@code [N, C, H, W]} in row-major order
     */
    @SuppressWarnings("ArrayRecordComponent") // A carrier from the workers to the training step; never compared.
    record Normalized(float[] values) implements BatchPixels {}

    /**
     * A quarter of the memory, for a device that normalises them quicker than they come.
     *
     * @param bytes unsigned, {@code [N, H, W, C]} in row-major order
     * @param images N
     * @param normalization of the channels
     * @param blend what {@link Mixup} mixes in after that; {@code null} for nothing
     */
    @SuppressWarnings("ArrayRecordComponent") // A carrier from the workers to the training step; never compared.
    record Bytes(byte[] bytes, int images, Normalization normalization, Blend blend) implements BatchPixels {

        @Override
        public float[] values() {
            int channels = normalization.channels();
            int length = bytes.length / images;
            float[] values = new float[bytes.length];
            for (int i = 0; i < images; i++) {
                byte[] image = Arrays.copyOfRange(bytes, i * length, (i + 1) * length);
                normalization.write(new Image(channels, 1, length / channels, image), values, i * length);
            }
            return blend == null ? values : blend.of(values);
        }
    }

    /**
     * {@code share * x_i + (1 - share) * x_partners[i]} of each image.
     *
     * @param partners an image of the batch for each
     * @param share 0 to 1
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Blend(int[] partners, float share) {

        float[] of(float[] pixels) {
            float[] mixed = new float[pixels.length];
            int length = pixels.length / partners.length;
            for (int i = 0; i < partners.length; i++) {
                int one = i * length;
                int other = partners[i] * length;
                for (int k = 0; k < length; k++) {
                    mixed[one + k] = share * pixels[one + k] + (1 - share) * pixels[other + k];
                }
            }
            return mixed;
        }
    }
}
