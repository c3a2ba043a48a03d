package io.channelwise.deploy;

import io.channelwise.data.Image;
import io.channelwise.data.ImageSource;
import io.channelwise.data.Normalization;
import io.channelwise.data.Transform;
import io.channelwise.inference.Pipelines;
import io.channelwise.weights.Preprocessing;
import java.util.List;
import java.util.Random;

/** Hands images of any size to a session, as bytes or normalised, prepared as its model's description says. */
final class ImageInputs {

    private final OnnxSession session;
    private final Preprocessing preprocessing;
    private final Transform transform;
    private final Normalization normalization;
    private final int size;

    /** @throws IllegalArgumentException if the description's preprocessing cannot be done */
    ImageInputs(OnnxSession session) {
        this.session = session;
        this.preprocessing = session.description().preprocessing();
        this.transform = Pipelines.use(preprocessing);
        this.normalization = Pipelines.normalization(preprocessing);
        this.size = preprocessing.height() * preprocessing.width() * preprocessing.channels();
    }

    /** What makes an input of an image. */
    Preprocessing preprocessing() {
        return preprocessing;
    }

    /** The logits {@code [N, classes]}. */
    float[][] logits(List<Image> images) {
        return run(prepare(images));
    }

    /** Images of the input's size. */
    List<Image> prepare(List<Image> images) {
        return images.stream().map(image -> prepare(ImageSource.of(image))).toList();
    }

    /** An image of the input's size, of one that is decoded as far as it is needed. */
    Image prepare(ImageSource image) {
        return transform.apply(image, new Random(0));
    }

    /** The logits of images that are prepared. */
    float[][] run(List<Image> prepared) {
        return session.takesPixels() ? ofPixels(prepared) : ofNormalized(prepared);
    }

    /** How long the session takes for one image whose every value is 0. */
    double blackMilliseconds() {
        byte[] pixels = new byte[session.takesPixels() ? size : 0];
        float[] values = new float[session.takesPixels() ? 0 : size];
        long start = System.nanoTime();
        if (session.takesPixels()) {
            runPixels(pixels, 1);
        } else {
            runNormalized(values, 1);
        }
        return (System.nanoTime() - start) / 1e6;
    }

    private float[][] ofPixels(List<Image> images) {
        byte[] pixels = new byte[Math.multiplyExact(size, images.size())];
        for (int i = 0; i < images.size(); i++) {
            byte[] image = images.get(i).withChannels(preprocessing.channels()).pixels();
            System.arraycopy(image, 0, pixels, i * size, size);
        }
        return runPixels(pixels, images.size());
    }

    private float[][] runPixels(byte[] pixels, int images) {
        return session.logits(pixels, images, preprocessing.height(), preprocessing.width(), preprocessing.channels());
    }

    private float[][] ofNormalized(List<Image> images) {
        float[] values = new float[Math.multiplyExact(size, images.size())];
        for (int i = 0; i < images.size(); i++) {
            normalization.write(images.get(i), values, i * size);
        }
        return runNormalized(values, images.size());
    }

    private float[][] runNormalized(float[] values, int images) {
        return session.logits(values, images, preprocessing.channels(), preprocessing.height(), preprocessing.width());
    }
}
