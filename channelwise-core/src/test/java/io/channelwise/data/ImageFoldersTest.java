package io.channelwise.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.channelwise.testing.Shared;
import io.channelwise.testing.SpecialFiles;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ImageFoldersTest {

    private static final byte[] PNG = ImageDecoderTest.encode(BufferedImage.TYPE_INT_RGB, "png");

    @TempDir
    Path root;

    @Test
    void readsFoldersThatComeDivided() throws IOException {
        images("train/cat", 3);
        images("train/ant", 2);
        images("val/cat", 1);
        Splits splits = ImageFolders.open(root, 0);

        assertThat(splits.train().classes()).containsExactly("ant", "cat");
        assertThat(labels(splits.train())).containsExactly(0, 0, 1, 1, 1);
        assertThat(labels(splits.test())).containsExactly(1);
        assertThat(splits.test().id(0)).isEqualTo(root.resolve("val/cat/0.png").toString());
        assertThat(splits.train().image(4).value(0, 0, 0)).isEqualTo(200);
        assertThat(splits.skipped()).isEmpty();
    }

    @Test
    void dividesTrainWhereNothingIsHeldOut() throws IOException {
        images("train/ant", 5);
        images("train/cat", 5);
        Splits splits = ImageFolders.open(root, 0);

        assertThat(ids(splits.test()))
                .containsExactly(
                        file("train/ant/1.png"),
                        file("train/ant/2.png"),
                        file("train/cat/0.png"),
                        file("train/cat/1.png"));
        assertThat(splits.train().size()).isEqualTo(6);
    }

    @Test
    void namesEveryFileThatIsNotUsed() throws IOException {
        images("train/ant", 1);
        images("train/cat", 1);
        images("val/ant", 1);
        images("test/ant", 1);
        Path ant = root.resolve("train/ant");
        Files.write(ant.resolve(".DS_Store"), PNG);
        Files.writeString(ant.resolve("notes.txt"), "text");
        Files.write(ant.resolve("empty.jpg"), new byte[0]);
        Files.writeString(ant.resolve("text.jpg"), "this is no image");
        Files.writeString(ant.resolve("phone.HEIC"), "text");
        Files.createDirectory(ant.resolve("more"));
        Files.write(root.resolve("train/loose.png"), PNG);
        Files.write(root.resolve("README.md"), PNG);
        Files.createSymbolicLink(ant.resolve("broken.png"), root.resolve("nowhere.png"));
        Splits splits = ImageFolders.open(root, 0);

        assertThat(splits.train().size()).isEqualTo(2);
        assertThat(splits.skipped())
                .containsExactlyInAnyOrder(
                        root.resolve("README.md") + ": lies beside train",
                        root.resolve("test") + ": lies beside train",
                        root.resolve("train/loose.png") + ": lies in no class folder",
                        ant.resolve(".DS_Store") + ": hidden",
                        ant.resolve("broken.png") + ": a link to nowhere",
                        ant.resolve("empty.jpg") + ": empty file",
                        ant.resolve("phone.HEIC") + ": HEIC is not read; save it as JPEG or PNG",
                        ant.resolve("notes.txt")
                                + ": its name does not end in one of bmp, gif, jfif, jpeg, jpg, png, webp",
                        ant.resolve("text.jpg") + ": not a JPEG, PNG, GIF, BMP or WebP image");
    }

    @Test
    @Timeout(value = 20, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void neverWaitsForAPipe() throws IOException, InterruptedException {
        images("ant", 3);
        images("cat", 3);
        Path pipe = SpecialFiles.pipe(root.resolve("cat/pipe.jpg"));

        Splits splits = ImageFolders.open(root, 0);

        assertThat(splits.train().size() + splits.test().size()).isEqualTo(6);
        assertThat(splits.skipped()).containsExactly(pipe + ": not a regular file");
    }

    @Test
    void saysHowAFolderWasDividedThatCameUndivided() throws IOException {
        images("ant", 5);
        images("cat", 5);

        assertThat(ImageFolders.open(root, 7).division())
                .startsWith(
                        "The folder came undivided: about 20 % of the images are held out for the test, each by a hash");
    }

    @Test
    void saysNothingOfTheDivisionOfAFolderThatCameDivided() throws IOException {
        images("train/ant", 1);
        images("train/cat", 1);
        images("val/ant", 1);

        assertThat(ImageFolders.open(root, 0).division()).isEmpty();
    }

    @Test
    void followsLinksAndTrustsContentsOverNames() throws IOException {
        images("train/ant", 1);
        images("train/cat", 1);
        Files.createSymbolicLink(root.resolve("val"), root.resolve("train"));
        Files.move(root.resolve("train/ant/0.png"), root.resolve("train/ant/0.JPEG"));
        Splits splits = ImageFolders.open(root, 0);

        assertThat(splits.test().size()).isEqualTo(2);
        assertThat(splits.test().image(0).width()).isEqualTo(16);
    }

    @Test
    void namesAFileThatTurnsOutDamaged() throws IOException {
        images("ant", 2);
        images("cat", 2);
        Path damaged = root.resolve("cat/0.png");
        Files.write(damaged, java.util.Arrays.copyOf(PNG, 40));
        Files.copy(damaged, root.resolve("cat/1.png"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        Dataset train = ImageFolders.open(root, 0).train();

        assertThatThrownBy(() -> train.image(1))
                .isInstanceOf(DataException.class)
                .hasMessageMatching(".*cat.[01].png: damaged or cut short PNG image");
    }

    @Test
    void refusesFoldersWithoutClasses() throws IOException {
        assertRefused(root + ": holds no class folders");
        Files.write(root.resolve("a.png"), PNG);
        assertRefused(root + ": holds no class folders");
        images("ant", 2);
        assertRefused(root + ": holds a single class, ant");
        images("cat", 1);
        assertRefused(root.resolve("cat") + ": holds 1 usable images; expected at least 2");
        assertThatThrownBy(() -> ImageFolders.open(root.resolve("none"), 0))
                .hasMessage(root.resolve("none") + ": no such folder");
    }

    @Test
    void refusesEmptyClassesAndUnknownOnes() throws IOException {
        images("train/ant", 1);
        images("train/cat", 0);
        images("val/dog", 1);
        assertRefused(root.resolve("val") + ": holds the class dog, which " + root.resolve("train") + " has not");
        Files.move(root.resolve("val/dog"), root.resolve("val/ant"));
        assertRefused(root.resolve("train") + ": holds a single class, ant; expected two or more (skipped 1, first "
                + root.resolve("train/cat") + ": an empty folder)");
        Files.writeString(root.resolve("train/cat/0.jpg"), "no image");
        assertRefused(root.resolve("train/cat") + ": holds 0 usable images; expected at least 1");
    }

    @Test
    void refusesValidationWithoutTraining() throws IOException {
        images("val/ant", 1);
        images("test/ant", 1);

        assertRefused(root + ": holds val but no train");
    }

    @Test
    void readsRealPhotographs() {
        Splits splits = ImageFolders.open(Shared.path("data/hymenoptera"), 0);

        assertThat(splits.train().classes()).containsExactly("ants", "bees");
        assertThat(splits.train().size()).isEqualTo(245);
        assertThat(splits.test().size()).isEqualTo(153);
        assertThat(splits.skipped()).isEmpty();
        int gif = ids(splits.train())
                .indexOf(ids(splits.train()).stream()
                        .filter(id -> id.endsWith(".gif"))
                        .findFirst()
                        .orElseThrow());
        assertThat(splits.train().image(gif).width()).isEqualTo(300);
    }

    @Test
    void readsGreyPhotographsAsRgb() {
        Splits splits = ImageFolders.open(Shared.path("data/imagenette"), 0);

        assertThat(splits.train().size()).isEqualTo(600);
        assertThat(splits.test().size()).isEqualTo(300);
        assertThat(IntStream.range(0, 300).mapToObj(i -> splits.test().image(i).channels()))
                .containsOnly(3);
    }

    private void assertRefused(String message) {
        assertThatThrownBy(() -> ImageFolders.open(root, 0))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith(message);
    }

    private void images(String folder, int count) throws IOException {
        Path path = Files.createDirectories(root.resolve(folder));
        for (int i = 0; i < count; i++) {
            Files.write(path.resolve(i + ".png"), PNG);
        }
    }

    private static List<Integer> labels(Dataset dataset) {
        return IntStream.range(0, dataset.size()).mapToObj(dataset::label).toList();
    }

    private String file(String name) {
        return root.resolve(name).toString();
    }

    private static List<String> ids(Dataset dataset) {
        return IntStream.range(0, dataset.size()).mapToObj(dataset::id).toList();
    }
}
