package io.channelwise.weights;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CachedFilesTest {

    @TempDir
    Path folder;

    @Test
    void allIsCountedAndRemovedButTheLocks() throws IOException {
        Path deep = Files.createDirectories(folder.resolve("example.org/models"));
        Files.write(deep.resolve("a.pth"), new byte[10]);
        Files.write(deep.resolve("b.pth.part"), new byte[5]);
        Path lock = Files.createFile(deep.resolve("a.pth.lock"));
        CachedFiles files = new CachedFiles(folder);

        assertThat(files.size()).isEqualTo(new CachedFiles.Size(2, 15));
        assertThat(files.clear()).isEqualTo(new CachedFiles.Size(2, 15));
        assertThat(files.size()).isEqualTo(new CachedFiles.Size(0, 0));
        assertThat(lock).exists();
    }

    @Test
    void aDownloadUnderWayIsLeftAlone() throws IOException {
        Path part = Files.write(folder.resolve("a.pth.part"), new byte[5]);
        Path lock = folder.resolve("a.pth.lock");
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.lock();
            assertThat(new CachedFiles(folder).clear().files()).isZero();
            assertThat(part).exists();
        }
        assertThat(new CachedFiles(folder).clear()).isEqualTo(new CachedFiles.Size(1, 5));
    }

    @Test
    void aFolderThatIsNotThereIsEmpty() {
        assertThat(new CachedFiles(folder.resolve("none")).size()).isEqualTo(new CachedFiles.Size(0, 0));
    }
}
