package io.channelwise.benchmarks.parts;

import io.channelwise.data.Image;
import io.channelwise.data.ImageDecoder;
import io.channelwise.data.Normalization;
import io.channelwise.data.RandomResizedCrop;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What the loader does to one photograph, step by step; the crops are drawn anew at each call. */
@State(Scope.Thread)
public class LoaderPart {

    private static final int SIZE = 224;

    private final RandomGenerator random = new SplittableRandom(0);
    private final RandomResizedCrop crop = RandomResizedCrop.of(SIZE);
    private final Normalization normalization =
            new Normalization(new float[] {0.485f, 0.456f, 0.406f}, new float[] {0.229f, 0.224f, 0.225f});
    private final float[] values = new float[3 * SIZE * SIZE];

    private byte[] file;
    private Image photograph;
    private Image square;

    /** Draws the photograph. */
    @Setup
    public void prepare() {
        file = Photograph.jpeg();
        photograph = ImageDecoder.decode(file, "photograph");
        square = crop.apply(photograph, random);
    }

    /** The whole of it. */
    @Benchmark
    @Part(name = "image: JPEG decoded", size = "500x375")
    public Image decode() {
        return ImageDecoder.decode(file, "photograph");
    }

    /** Of the decoded image. */
    @Benchmark
    @Part(name = "image: RandomResizedCrop", size = "500x375 to 224x224")
    public Image crop() {
        return crop.apply(photograph, random);
    }

    /** To floats, channel by channel. */
    @Benchmark
    @Part(name = "image: normalised", size = "224x224")
    public float[] normalize() {
        normalization.write(square, values, 0);
        return values;
    }
}
