package io.channelwise.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.channelwise.data.DataException;
import io.channelwise.data.Dataset;
import io.channelwise.data.DatasetName;
import io.channelwise.data.ImageFolders;
import io.channelwise.report.EpochRecord;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An image that can no longer be read costs the epoch in hand and no more. */
class UnreadableDataTest {

    private static final int SIDE = 16;

    @TempDir
    private Path folder;

    @Test
    void theRunGoesOnOnceTheImageIsBack() throws IOException {
        for (String name : new String[] {"dark", "light"}) {
            for (int i = 0; i < 10; i++) {
                write(folder.resolve("photos/" + name + "/" + i + ".png"), name.equals("light") ? 0xa0a0a0 : 0, i);
            }
        }
        RunDirectory whole = TestRuns.begin(folder.resolve("whole"), settings());
        train(whole, TrainingListener.NONE);
        RunDirectory run = TestRuns.begin(folder.resolve("run"), settings());
        Path aside = folder.resolve("aside");

        assertThatThrownBy(() -> train(run, new TrainingListener() {
                    @Override
                    public void epochFinished(EpochRecord epoch, int epochs) {
                        move(folder.resolve("photos"), aside);
                    }
                }))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(".png: no such file");
        move(aside, folder.resolve("photos"));
        assertThat(whole.path().resolve("held-out.txt")).content().isEqualTo(String.join("\n", heldOut()) + "\n");
        train(RunDirectory.open(run.path()), TrainingListener.NONE);

        TestRuns.assertSameTensors(whole.resumePoint(), run.resumePoint());
    }

    /** By the hash of their names. */
    private List<String> heldOut() {
        Dataset test = ImageFolders.open(folder.resolve("photos"), 0).test();
        assertThat(test.size()).isEqualTo(7);
        return IntStream.range(0, 7).mapToObj(test::id).toList();
    }

    private void train(RunDirectory run, TrainingListener listener) {
        TrainingData data = TrainingData.of(
                ImageFolders.open(folder.resolve("photos"), 0),
                DatasetName.FOLDER.defaults(),
                run.config().settings());
        try (Trainer trainer = new Trainer(run, data, listener)) {
            trainer.train();
        }
    }

    private static TrainSettings settings() {
        return SyntheticImages.settings("resnet20", SyntheticImages.optimization(3), Augmentation.of(1, 0, true), 1);
    }

    private static void move(Path from, Path to) {
        try {
            Files.move(from, to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, int brightness, int pattern) throws IOException {
        Files.createDirectories(file.getParent());
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < SIDE * SIDE; i++) {
            image.setRGB(i % SIDE, i / SIDE, brightness + 0x010101 * (i * (pattern + 3) % 64));
        }
        ImageIO.write(image, "png", file.toFile());
    }
}
