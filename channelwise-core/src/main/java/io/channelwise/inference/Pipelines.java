package io.channelwise.inference;

import io.channelwise.data.Normalization;
import io.channelwise.data.ResizedCenterCrop;
import io.channelwise.data.Transform;
import io.channelwise.weights.Preprocessing;
import java.util.List;

/** What turns an image into a network's input, from the description that travels with the weights. */
public final class Pipelines {

    private Pipelines() {}

    /** Resizes the short side to height / crop fraction, rounded down as timm does, and cuts out the centre. Height and width are equal. */
    public static Transform use(Preprocessing preprocessing) {
        if (preprocessing.height() != preprocessing.width()) {
            throw new IllegalArgumentException("preprocessing: " + preprocessing.height() + " x "
                    + preprocessing.width() + "; allowed: square inputs");
        }
        int shortSide = (int) Math.floor(preprocessing.height() / preprocessing.cropFraction());
        return new ResizedCenterCrop(shortSide, preprocessing.height(), preprocessing.interpolation());
    }

    /** Scales to 0..1, subtracts the mean and divides by the deviation, channel by channel. */
    public static Normalization normalization(Preprocessing preprocessing) {
        return new Normalization(floats(preprocessing.mean()), floats(preprocessing.std()));
    }

    private static float[] floats(List<Double> values) {
        float[] floats = new float[values.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = values.get(i).floatValue();
        }
        return floats;
    }
}
