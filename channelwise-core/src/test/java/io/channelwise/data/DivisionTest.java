package io.channelwise.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An image keeps its side, whatever happens to the others. */
class DivisionTest {

    private static final byte[] PNG = ImageDecoderTest.encode(BufferedImage.TYPE_INT_RGB, "png");

    @TempDir
    Path root;

    /** {@code sha256(b"0/ant/1.png")}, its first 53 bits over 2^53, by Python. */
    @Test
    void theNumberOfANameIsTheSameForEver() {
        assertThat(NameHash.of(0, "ant/1.png")).isEqualTo(0.18494046572366596);
        assertThat(NameHash.of(7, "ant/garden/1.png")).isEqualTo(0.27462980925495095);
        assertThat(NameHash.of(0, "ma\u0308rz/1.png")).isEqualTo(NameHash.of(0, "m\u00e4rz/1.png"));
    }

    @Test
    void aFifthOfManyIsHeldOut() {
        List<LabelledFile> images = images("cat", 5000);

        assertThat(new Division(0, Reading.TRAINING, "").of(images).heldOut().size() / 5000.0)
                .isCloseTo(Division.HELD_OUT_SHARE, within(0.02));
    }

    @Test
    void whatComesAndGoesLeavesTheOthersWhereTheyAre() {
        Random random = new Random(3);
        List<LabelledFile> all = concat(images("ant", 40, 0), images("cat", 40, 1));
        Set<String> heldOut = heldOut(all, Reading.TRAINING);
        for (int round = 0; round < 50; round++) {
            List<LabelledFile> some =
                    all.stream().filter(image -> random.nextInt(3) > 0).toList();
            Set<String> expected = some.stream()
                    .map(LabelledFile::name)
                    .filter(heldOut::contains)
                    .collect(Collectors.toCollection(TreeSet::new));

            assertThat(heldOut(some, Reading.TRAINING)).isEqualTo(expected);
        }
    }

    @Test
    void fewImagesAreStillTrainedOnAndTested() {
        List<LabelledFile> untested = concat(images("green", 4, 0), images("only", 4, 1));
        assertThat(heldOut(untested, Reading.TRAINING)).hasSize(2);

        List<LabelledFile> untrained = concat(images("cat", 2, 0), images("red", 2, 1));
        assertThat(heldOut(untrained, Reading.TRAINING)).hasSize(2);
        assertThat(heldOut(untrained, Reading.EVALUATION)).hasSize(4);
    }

    @Test
    void aClassWithoutTestImagesIsTold() throws IOException {
        write("blue", 10);
        write("green", 10);
        Splits splits = ImageFolders.open(root, 0);

        assertThat(splits.test().size()).isEqualTo(4);
        assertThat(splits.notes())
                .containsExactly("1 class has no test image, as no name of its few is on that side: green");
    }

    @Test
    void anotherPlaceChangesNothing() throws IOException {
        write("train/ant", 12);
        write("train/cat", 12);
        Set<String> before = names(ImageFolders.open(root, 0).test());
        Path moved = root.resolve("elsewhere");
        Files.move(root.resolve("train"), moved);

        assertThat(before).hasSize(5);
        assertThat(names(ImageFolders.open(moved, 0).test()))
                .isEqualTo(before.stream().map(name -> name.substring(6)).collect(Collectors.toSet()));
    }

    @Test
    void whatIsOnRecordStaysThereAndTheRestIsNew() throws IOException {
        write("ant", 12);
        write("cat", 12);
        KnownSides known = new KnownSides(
                "runs/a", Set.of("ant/0.png", "cat/5.png"), Optional.of(Set.of("ant/1.png", "cat/0.png")), true);
        Splits splits = ImageFolders.open(root, 0, Reading.TRAINING.requiring(Optional.of(known)));

        assertThat(names(splits.test()))
                .containsExactly("ant/0.png", "ant/2.png", "cat/1.png", "cat/5.png", "cat/7.png");
        assertThat(splits.notes())
                .containsExactly(
                        "runs/a: the images keep the sides that they had in training; 0 of its 2 test images are"
                                + " gone, 20 images are new");
    }

    @Test
    void whatAnEarlierVersionDidNotHoldOutWasTrainedOn() throws IOException {
        write("ant", 12);
        write("cat", 12);
        KnownSides known =
                new KnownSides("runs/a", Set.of("ant/0.png", "cat/5.png", "cat/99.png"), Optional.empty(), true);
        Splits splits = ImageFolders.open(root, 0, Reading.EVALUATION.beside(Optional.of(known)));

        assertThat(names(splits.test())).containsExactly("ant/0.png", "cat/5.png");
        assertThat(splits.notes())
                .containsExactly(
                        "runs/a: an earlier version drew its test images; the 2 in its held-out.txt that are there"
                                + " stay the test, the other 22 count as trained on");
    }

    @Test
    void otherImagesAreReadAsIfNothingWasKnownUnlessTheyHaveToBeTheSame() throws IOException {
        write("ant", 12);
        write("cat", 12);
        KnownSides known = new KnownSides("runs/a", Set.of("ant/a.png", "cat/b.png"), Optional.empty(), false);

        assertThat(names(ImageFolders.open(root, 0, Reading.EVALUATION.beside(Optional.of(known)))
                        .test()))
                .isEqualTo(names(ImageFolders.open(root, 0).test()));
        assertThatThrownBy(() -> ImageFolders.open(root, 0, Reading.TRAINING.requiring(Optional.of(known))))
                .isInstanceOf(DataException.class)
                .hasMessage(
                        root + ": fewer than half of the test images of runs/a are there, which its held-out.txt names;"
                                + " where its data has moved, say --data folder:NEW");
    }

    @Test
    void aFolderThatIsDividedSinceIsRefused() throws IOException {
        write("train/ant", 2);
        write("train/cat", 2);
        write("val/cat", 2);
        KnownSides known = new KnownSides("runs/a", Set.of("ant/0.png"), Optional.empty(), true);

        assertThatThrownBy(() -> ImageFolders.open(root, 0, Reading.TRAINING.requiring(Optional.of(known))))
                .isInstanceOf(DataException.class)
                .hasMessage(root + ": holds val now, and came undivided when runs/a began");
    }

    private static Set<String> heldOut(List<LabelledFile> images, Reading reading) {
        return new Division(0, reading, "")
                .of(images).heldOut().stream().map(LabelledFile::name).collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<LabelledFile> concat(List<LabelledFile> some, List<LabelledFile> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }

    private static List<LabelledFile> images(String folder, int count, int... label) {
        return IntStream.range(0, count)
                .mapToObj(i -> new LabelledFile(
                        Path.of(folder, i + ".png"), label.length == 0 ? 0 : label[0], folder + "/" + i + ".png"))
                .toList();
    }

    private void write(String folder, int count) throws IOException {
        Path path = Files.createDirectories(root.resolve(folder));
        for (int i = 0; i < count; i++) {
            Files.write(path.resolve(i + ".png"), PNG);
        }
    }

    private static Set<String> names(Dataset dataset) {
        return IntStream.range(0, dataset.size())
                .mapToObj(dataset::shortId)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
