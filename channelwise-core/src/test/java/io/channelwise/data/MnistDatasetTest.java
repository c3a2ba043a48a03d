package io.channelwise.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.channelwise.testing.Shared;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MnistDatasetTest {

    private static final String TRAIN_IMAGES = "train-images-idx3-ubyte";
    private static final String TRAIN_LABELS = "train-labels-idx1-ubyte";

    @TempDir
    Path folder;

    @BeforeEach
    void writeFiles() throws IOException {
        write(TRAIN_IMAGES, images(3, 28, 28));
        write(TRAIN_LABELS, labels(7, 0, 9));
        write("t10k-images-idx3-ubyte", images(1, 28, 28));
        write("t10k-labels-idx1-ubyte", labels(4));
    }

    @Test
    void readsPlainFiles() {
        Splits splits = MnistDataset.mnist(folder);

        assertThat(splits.train().size()).isEqualTo(3);
        assertThat(splits.test().size()).isEqualTo(1);
        assertThat(splits.train().label(2)).isEqualTo(9);
        assertThat(splits.train().classes()).containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
        Image image = splits.train().image(1);
        assertThat(image.channels()).isEqualTo(1);
        assertThat(image.value(0, 0, 0)).isEqualTo(784 % 251);
        assertThat(image.value(27, 27, 0)).isEqualTo(1567 % 251);
        assertThat(splits.train().sample(1).id()).isEqualTo("train record 1");
    }

    @Test
    void readsGzippedAndDottedNames() throws IOException {
        Files.delete(folder.resolve(TRAIN_IMAGES));
        write("train-images.idx3-ubyte.gz", gzip(images(3, 28, 28)));

        assertThat(MnistDataset.fashionMnist(folder).train().image(2).value(0, 0, 0))
                .isEqualTo(1568 % 251);
    }

    @Test
    void readsTheRealFashionMnist() {
        Splits splits = MnistDataset.fashionMnist(Shared.path("data/fashion-mnist"));

        assertThat(splits.train().size()).isEqualTo(60_000);
        assertThat(splits.test().size()).isEqualTo(10_000);
        assertThat(splits.test().classes().get(splits.test().label(0))).isEqualTo("Ankle boot");
        assertThat(splits.train().classes()).hasSize(10).startsWith("T-shirt/top");
    }

    @Test
    void namesAMissingFile() throws IOException {
        Files.delete(folder.resolve(TRAIN_LABELS));

        assertRefused("holds no file " + TRAIN_LABELS + ".gz");
        Path none = folder.resolve("none");
        assertThatThrownBy(() -> MnistDataset.mnist(none)).hasMessage(none + ": no such folder");
    }

    @Test
    void namesSwappedFiles() throws IOException {
        write(TRAIN_IMAGES, labels(7, 0, 9));

        assertRefused(TRAIN_IMAGES + ": starts with the number 2049; expected 2051, which marks images");
    }

    @Test
    void namesShortAndLongFiles() throws IOException {
        byte[] whole = images(3, 28, 28);

        write(TRAIN_IMAGES, Arrays.copyOf(whole, whole.length - 1));
        assertRefused(TRAIN_IMAGES + ": holds 2351 bytes of data; its header [3, 28, 28] promises 2352");
        write(TRAIN_IMAGES, Arrays.copyOf(whole, whole.length + 1));
        assertRefused(TRAIN_IMAGES + ": holds more than 2352 bytes");
        write(TRAIN_IMAGES, Arrays.copyOf(whole, 9));
        assertRefused(TRAIN_IMAGES + ": ends within its header");
        write(TRAIN_IMAGES, new byte[0]);
        assertRefused(TRAIN_IMAGES + ": ends within its header");
    }

    @Test
    void namesBrokenGzip() throws IOException {
        Files.delete(folder.resolve(TRAIN_IMAGES));
        byte[] whole = gzip(images(3, 28, 28));

        write(TRAIN_IMAGES + ".gz", Arrays.copyOf(whole, whole.length / 2));
        assertRefused(TRAIN_IMAGES + ".gz: the compressed stream is cut short");
        write(TRAIN_IMAGES + ".gz", images(3, 28, 28));
        assertRefused(TRAIN_IMAGES + ".gz: Not in GZIP format");
    }

    @Test
    void refusesHugeOrEmptyDimensions() throws IOException {
        write(TRAIN_IMAGES, images(0, 28, 28));
        assertRefused("has the dimensions [0, 28, 28]");
        byte[] huge = images(1, 28, 28);
        ByteBuffer.wrap(huge).putInt(4, Integer.MAX_VALUE).putInt(8, Integer.MAX_VALUE);
        write(TRAIN_IMAGES, huge);
        assertRefused("[2147483647, 2147483647, 28]; allowed");
    }

    @Test
    void refusesOtherImageSizes() throws IOException {
        write(TRAIN_IMAGES, images(3, 20, 28));

        assertRefused("dimensions [3, 20, 28]; expected images of 28 x 28");
    }

    @Test
    void refusesLabelsThatDoNotFit() throws IOException {
        write(TRAIN_LABELS, labels(7, 0));
        assertRefused(TRAIN_LABELS + ": 2 labels for 3 images");
        write(TRAIN_LABELS, labels(7, 10, 200));
        assertRefused(TRAIN_LABELS + ": label 1 is 10; expected 0 to 9");
    }

    private void assertRefused(String message) {
        assertThatThrownBy(() -> MnistDataset.mnist(folder))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith(folder.toString())
                .hasMessageContaining(message);
    }

    private void write(String name, byte[] bytes) throws IOException {
        Files.write(folder.resolve(name), bytes);
    }

    /** Pixels that count up modulo 251. */
    private static byte[] images(int n, int height, int width) {
        ByteBuffer file = ByteBuffer.allocate(16 + n * height * width);
        file.putInt(2051).putInt(n).putInt(height).putInt(width);
        for (int i = 0; file.hasRemaining(); i++) {
            file.put((byte) (i % 251));
        }
        return file.array();
    }

    private static byte[] labels(int... labels) {
        ByteBuffer file = ByteBuffer.allocate(8 + labels.length).putInt(2049).putInt(labels.length);
        for (int label : labels) {
            file.put((byte) label);
        }
        return file.array();
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }
}
