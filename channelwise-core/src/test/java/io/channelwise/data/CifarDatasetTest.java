package io.channelwise.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.channelwise.testing.Shared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CifarDatasetTest {

    @TempDir
    Path folder;

    @Test
    void readsAllTrainingFilesInTheOrderOfTheirNames() throws IOException {
        write("data_batch_2.bin", record10(5));
        write("data_batch_1.bin", record10(1), record10(2));
        write("test_batch.bin", record10(9));
        Splits splits = CifarDataset.cifar10(folder);

        assertThat(List.of(
                        splits.train().label(0),
                        splits.train().label(1),
                        splits.train().label(2)))
                .containsExactly(1, 2, 5);
        assertThat(splits.test().classes().get(splits.test().label(0))).isEqualTo("truck");
        assertThat(splits.test().id(0)).isEqualTo("test record 0");
    }

    @Test
    void interleavesThePlanes() throws IOException {
        byte[] record = record10(0);
        record[1 + 33] = 10;
        record[1 + 1024 + 33] = 20;
        record[1 + 2048 + 33] = 30;
        write("data_batch_1.bin", record);
        write("test_batch.bin", record10(0));
        Image image = CifarDataset.cifar10(folder).train().image(0);

        assertThat(image.value(1, 1, 0)).isEqualTo(10);
        assertThat(image.value(1, 1, 1)).isEqualTo(20);
        assertThat(image.value(1, 1, 2)).isEqualTo(30);
    }

    @Test
    void readsCifar100sFineLabels() throws IOException {
        Path inner = Files.createDirectory(folder.resolve("cifar-100-binary"));
        byte[] record = new byte[3074];
        record[0] = 19;
        record[1] = 99;
        record[2] = 77;
        Files.write(inner.resolve("train.bin"), record);
        Files.write(inner.resolve("test.bin"), record);
        Dataset train = CifarDataset.cifar100(folder).train();

        assertThat(train.classes()).hasSize(100).isSorted().doesNotHaveDuplicates();
        assertThat(train.classes().get(train.label(0))).isEqualTo("worm");
        assertThat(train.image(0).value(0, 0, 0)).isEqualTo(77);
    }

    @Test
    void readsTheClassNamesThatLieBeside() throws IOException {
        write("data_batch_1.bin", record10(0));
        write("test_batch.bin", record10(0));
        Path names = folder.resolve("batches.meta.txt");
        Files.writeString(names, "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\n\n");
        assertThat(CifarDataset.cifar10(folder).train().classes())
                .startsWith("a")
                .hasSize(10);

        Files.writeString(names, "a\nb\n");
        assertRefused("batches.meta.txt: 2 names; expected 10");
    }

    @Test
    void readsTheRealPart() {
        Splits splits = CifarDataset.cifar10(Shared.path("data/cifar10"));

        assertThat(splits.train().size()).isEqualTo(4000);
        assertThat(splits.test().size()).isEqualTo(1000);
        assertThat(splits.train().classes().get(splits.train().label(0))).isEqualTo("frog");
        assertThat(splits.test().classes().get(splits.test().label(0))).isEqualTo("cat");
    }

    @Test
    void namesWhatIsMissing() throws IOException {
        assertRefused("holds no file data_batch_*.bin");
        write("data_batch_1.bin", record10(0));
        assertRefused("holds no file test_batch*.bin");
        assertThatThrownBy(() -> CifarDataset.cifar10(folder.resolve("none")))
                .hasMessage(folder.resolve("none") + ": no such folder");
    }

    @Test
    void namesBrokenFiles() throws IOException {
        write("test_batch.bin", record10(0));
        write("data_batch_1.bin", new byte[3072]);
        assertRefused("data_batch_1.bin: 3072 bytes; expected a multiple of 3073");
        write("data_batch_1.bin", new byte[0]);
        assertRefused("data_batch_1.bin: 0 bytes");
        write("data_batch_1.bin", record10(3), record10(10));
        assertRefused("data_batch_1.bin: the label of record 1 is 10; expected 0 to 9");
    }

    private void assertRefused(String message) {
        assertThatThrownBy(() -> CifarDataset.cifar10(folder))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith(folder.toString())
                .hasMessageContaining(message);
    }

    private static byte[] record10(int label) {
        byte[] record = new byte[3073];
        record[0] = (byte) label;
        return record;
    }

    private void write(String name, byte[]... records) throws IOException {
        Path file = folder.resolve(name);
        Files.write(file, new byte[0]);
        for (byte[] record : records) {
            Files.write(file, record, java.nio.file.StandardOpenOption.APPEND);
        }
    }
}
