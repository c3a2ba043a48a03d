package io.channelwise.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sub-folders, other spellings, what systems leave behind, and names in old encodings. */
class FoldersAsPeopleHaveThemTest {

    private static final byte[] PNG = ImageDecoderTest.encode(BufferedImage.TYPE_INT_RGB, "png");

    @TempDir
    Path root;

    @Test
    void imagesLieInFoldersBelowTheirClassToo() throws IOException {
        images("train/ant/monday/left", 3);
        images("train/ant/tuesday", 2);
        images("train/ant", 1);
        images("train/cat", 2);
        images("val/cat/x/y/z", 2);
        Splits splits = ImageFolders.open(root, 0);

        assertThat(labels(splits.train())).containsExactly(0, 0, 0, 0, 0, 0, 1, 1);
        assertThat(labels(splits.test())).containsExactly(1, 1);
        assertThat(splits.train().shortId(1)).isEqualTo("train/ant/monday/left/0.png");
        assertThat(splits.train().id(1))
                .isEqualTo(root.resolve("train/ant/monday/left/0.png").toString());
        assertThat(splits.skipped()).isEmpty();
    }

    @Test
    void theRuleIsTheSameForAFolderOfAnything() throws IOException {
        images("a/b", 2);
        images(".thumbnails", 1);
        images("@eaDir/x", 1);
        images("lost+found", 1);
        images("a/__MACOSX", 1);
        Files.write(root.resolve("a/._0.jpg"), PNG);
        Files.write(root.resolve("a/PHOTO.JFIF"), PNG);
        Files.writeString(root.resolve("a/x.heic"), "x");
        Files.createDirectory(root.resolve("folder.jpg"));
        Files.createSymbolicLink(root.resolve("a/back"), root);
        Files.createSymbolicLink(root.resolve("linked"), root.resolve("a/b"));
        Files.createSymbolicLink(root.resolve("linked.png"), root.resolve("a/b/0.png"));
        ImageFiles files = ImageFiles.below(root);

        assertThat(files.images())
                .containsExactly(
                        root.resolve("a/PHOTO.JFIF"),
                        root.resolve("a/b/0.png"),
                        root.resolve("a/b/1.png"),
                        root.resolve("linked/0.png"),
                        root.resolve("linked/1.png"),
                        root.resolve("linked.png"));
        assertThat(files.pictures()).isOne();
        assertThat(files.leftOut())
                .containsExactlyInAnyOrder(
                        root.resolve(".thumbnails") + ": hidden",
                        root.resolve("@eaDir") + ": a folder that a system makes",
                        root.resolve("lost+found") + ": a folder that a system makes",
                        root.resolve("a/__MACOSX") + ": a folder that a system makes",
                        root.resolve("a/._0.jpg") + ": hidden",
                        root.resolve("a/back") + ": a link to a folder above it",
                        root.resolve("a/x.heic") + ": HEIC is not read; save it as JPEG or PNG");
    }

    @ParameterizedTest
    @CsvSource({"Train,Test", "Training,Testing", "train,valid", "TRAIN,Validation", "training,val"})
    void partsAreSpeltInManyWays(String train, String heldOut) throws IOException {
        images(train + "/ant", 2);
        images(train + "/cat", 2);
        images(heldOut + "/cat", 1);
        Splits splits = ImageFolders.open(root, 0);

        assertThat(splits.isDividedHere()).isFalse();
        assertThat(splits.train().size()).isEqualTo(4);
        assertThat(splits.test().shortId(0)).isEqualTo(heldOut + "/cat/0.png");
    }

    @Test
    void aClassMayBeOfTrainsOrTests() throws IOException {
        images("Car", 3);
        images("Train", 3);
        images("Test", 3);

        assertThat(ImageFolders.open(root, 0).train().classes()).containsExactly("Car", "Test", "Train");
    }

    @Test
    void whatLooksLikePartsIsNoPairOfClasses() throws IOException {
        images("seg_train/ant", 2);
        images("seg_test/ant", 2);

        assertRefused(
                ": seg_train and seg_test look like the parts of a divided folder; call them train and val, or test");
    }

    @Test
    void theFolderAboveTheClassesIsPointedOut() throws IOException {
        images("photos/ant", 2);
        images("photos/cat", 2);

        assertRefused(
                ": holds a single class, photos; expected two or more; if the classes are in that folder, name it:"
                        + " folder:" + root.resolve("photos"));
    }

    @Test
    void whatIsNoClassIsLeftOutAndNamed() throws IOException {
        images("ant", 3);
        images("cat", 3);
        images("@eaDir", 3);
        images(".cache", 3);
        Files.createDirectory(root.resolve("dog"));
        Files.createDirectory(root.resolve("documents"));
        Files.writeString(root.resolve("documents/list.txt"), "x");
        Splits splits = ImageFolders.open(root, 0);

        assertThat(splits.train().classes()).containsExactly("ant", "cat");
        assertThat(splits.skipped())
                .containsExactlyInAnyOrder(
                        root.resolve("@eaDir") + ": a folder that a system makes",
                        root.resolve(".cache") + ": hidden",
                        root.resolve("dog") + ": an empty folder",
                        root.resolve("documents") + ": a folder without images");
    }

    @Test
    void aClassOfPicturesThatAreNotReadIsNotForgotten() throws IOException {
        images("ant", 3);
        images("cat", 3);
        Files.writeString(Files.createDirectory(root.resolve("dog")).resolve("1.HEIC"), "x");

        assertRefused("/dog: holds 0 usable images; expected at least 2 (skipped 1, first " + root
                + "/dog/1.HEIC: HEIC is not read; save it as JPEG or PNG)");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void namesInLatin1AreRead() throws IOException {
        assumeTrue(
                "\u00e4".equals(Path.of("\u00e4").toString()), "skipped: this Java cannot name files outside of ASCII");
        latin1("B%E4r", 3);
        latin1("B%F6r", 2);
        images("M\u00e4rz", 2);
        Splits splits = ImageFolders.open(root, 0);

        assertThat(splits.train().classes()).containsExactly("B\u00e4r", "B\u00f6r", "M\u00e4rz");
        assertThat(splits.train().size() + splits.test().size()).isEqualTo(7);
        assertThat(splits.train().image(0).width()).isEqualTo(16);
        assertThat(splits.train().id(0)).startsWith(root + "/B\u00e4r/");
    }

    @Test
    void theHomeFolderIsMeantByATilde() {
        String home = System.getenv("HOME");
        assumeTrue(home != null, "skipped: HOME is not set");

        assertThat(DatasetSpec.parse("folder:~/photos").folder()).contains(Path.of(home, "photos"));
        assertThat(DatasetSpec.parse("folder:photos/~/x").folder()).contains(Path.of("photos/~/x"));
    }

    @Test
    void aFolderIsNoDatasetsName() {
        assertThatThrownBy(() -> DatasetSpec.parse(root.toString()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("data " + root + ": no such dataset; for the images in the folder of that name say folder:"
                        + root);
    }

    @Test
    void marksOfByteOrderAreNoText() throws IOException {
        List<String> names = List.of("\u00e4nt", "cat");
        byte[] utf8 = "\ufeff\u00e4nt\r\ncat\n".getBytes(StandardCharsets.UTF_8);
        byte[] utf16 = "\ufeff\u00e4nt\r\ncat\n".getBytes(StandardCharsets.UTF_16LE);

        assertThat(lines(utf8)).isEqualTo(names);
        assertThat(lines(utf16)).isEqualTo(names);
        assertThat(lines("\ufeff\u00e4nt\ncat".getBytes(StandardCharsets.UTF_16BE)))
                .isEqualTo(names);
        assertThat(lines(Arrays.copyOfRange(utf8, 3, utf8.length))).isEqualTo(names);
        assertThatThrownBy(() -> lines(Arrays.copyOfRange(utf16, 2, utf16.length)))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> lines(new byte[] {'a', (byte) 0xe4, '\n'})).isInstanceOf(IOException.class);
    }

    private List<String> lines(byte[] bytes) throws IOException {
        return TextLines.read(Files.write(root.resolve("classes.txt"), bytes));
    }

    private void assertRefused(String message) {
        assertThatThrownBy(() -> ImageFolders.open(root, 0))
                .isInstanceOf(DataException.class)
                .hasMessage(root + message);
    }

    /** Only an address can say bytes that are no text. */
    private void latin1(String escaped, int count) throws IOException {
        Path path = Path.of(URI.create(root.toUri() + escaped));
        Files.createDirectory(path);
        for (int i = 0; i < count; i++) {
            Files.write(path.resolve(i + ".png"), PNG);
        }
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
}
