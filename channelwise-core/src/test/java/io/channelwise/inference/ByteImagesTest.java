package io.channelwise.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.channelwise.data.Batch;
import io.channelwise.data.BatchPixels;
import io.channelwise.data.BatchTransform;
import io.channelwise.data.CutMix;
import io.channelwise.data.Dataset;
import io.channelwise.data.Epoch;
import io.channelwise.data.Image;
import io.channelwise.data.Loader;
import io.channelwise.data.LoaderSettings;
import io.channelwise.data.Mixup;
import io.channelwise.data.Normalization;
import io.channelwise.data.Transform;
import io.channelwise.runtime.ComputeDevice;
import io.channelwise.runtime.Scope;
import io.channelwise.runtime.Tensors;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Images that are sent as bytes and normalised there are those that were normalised here, to the last bit. */
class ByteImagesTest {

    private static final Normalization GREY = new Normalization(new float[] {0.1307f}, new float[] {0.3081f});
    private static final Normalization RGB =
            new Normalization(new float[] {0.485f, 0.456f, 0.406f}, new float[] {0.229f, 0.224f, 0.225f});

    static Stream<Arguments> batches() {
        return Stream.of(GREY, RGB).flatMap(normalization -> Stream.of(
                        BatchTransform.identity(), new Mixup(0.4), new CutMix(1), (BatchTransform)
                                (batch, random) -> new CutMix(1).apply(new Mixup(0.4).apply(batch, random), random))
                .map(transform -> Arguments.of(normalization, transform)));
    }

    @ParameterizedTest
    @MethodSource("batches")
    void areTheSame(Normalization normalization, BatchTransform transform) {
        Batch normalized = batch(normalization, transform, false);
        Batch bytes = batch(normalization, transform, true);

        assertThat(bytes.pixels()).isEqualTo(normalized.pixels());
        assertThat(bytes.otherLabels()).isEqualTo(normalized.otherLabels());
        assertThat(bytes.share()).isEqualTo(normalized.share());
        if (bytes.values() instanceof BatchPixels.Bytes pixels) {
            try (Scope scope = new Scope()) {
                Tensor images = ByteImages.of(bytes, pixels, ComputeDevice.CPU.device());
                assertThat(images.shape()).containsExactly(5, normalization.channels(), 16, 24);
                assertThat(images.is_contiguous(MemoryFormat.ChannelsLast)).isTrue();
                assertThat(Tensors.floats(images)).isEqualTo(normalized.pixels());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("batches")
    void stayBytesUntilTheyAreMixedTwice(Normalization normalization, BatchTransform transform) {
        Batch bytes = batch(normalization, transform, true);

        boolean mixedTwice = !(transform instanceof Mixup || transform instanceof CutMix) && bytes.share() != 1;
        assertThat(bytes.values() instanceof BatchPixels.Bytes).isEqualTo(!mixedTwice);
    }

    private static Batch batch(Normalization normalization, BatchTransform transform, boolean bytes) {
        LoaderSettings settings = LoaderSettings.training(5, 3, 1).withBytes(bytes);
        Loader loader = new Loader(new Noise(), settings, Transform.identity(), normalization, transform);
        try (Epoch epoch = loader.epoch(0)) {
            return epoch.iterator().next();
        }
    }

    /** Every byte is in it. */
    private record Noise() implements Dataset {

        @Override
        public String name() {
            return "noise";
        }

        @Override
        public List<String> classes() {
            return List.of("a", "b", "c");
        }

        @Override
        public int size() {
            return 10;
        }

        @Override
        public int channels() {
            return 3;
        }

        @Override
        public int label(int i) {
            return i % 3;
        }

        @Override
        public String id(int i) {
            return "noise " + i;
        }

        @Override
        public Image image(int i) {
            byte[] pixels = new byte[16 * 24 * 3];
            new Random(i).nextBytes(pixels);
            for (int value = 0; value < 256; value++) {
                pixels[value] = (byte) value;
            }
            return new Image(3, 16, 24, pixels);
        }
    }
}
