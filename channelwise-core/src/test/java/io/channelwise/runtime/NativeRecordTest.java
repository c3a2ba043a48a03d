package io.channelwise.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was extracted by a process that was killed meanwhile, or has changed since, is extracted again. */
class NativeRecordTest {

    private static final Set<String> LIBRARIES = Set.of("x.jar libx.so 5 0");

    @TempDir
    private Path folder;

    private Path library;

    @BeforeEach
    void extract() throws IOException {
        library = Files.writeString(
                Files.createDirectories(folder.resolve("x.jar")).resolve("libx.so"), "whole");
    }

    @Test
    void holdsWhatWasLoadedUntilAnythingChanges() throws IOException {
        assertThat(holds(LIBRARIES)).isFalse();
        NativeRecord.read(folder).write(LIBRARIES, folder);
        assertThat(holds(LIBRARIES)).isTrue();
        assertThat(holds(Set.of("y.jar liby.so 5 0"))).isFalse();

        Files.setLastModifiedTime(library, FileTime.fromMillis(0));
        assertThat(holds(LIBRARIES)).isFalse();
    }

    @Test
    void anotherLibrarysFilesAreRecordedBesideTheFirst() throws IOException {
        NativeRecord.read(folder).write(LIBRARIES, folder);
        Files.writeString(Files.createDirectories(folder.resolve("y.jar")).resolve("liby.so"), "other");
        assertThat(holds(LIBRARIES)).isFalse();

        NativeRecord.read(folder).write(Set.of("y.jar liby.so 5 0"), folder);

        assertThat(holds(LIBRARIES)).isTrue();
        assertThat(holds(Set.of("y.jar liby.so 5 0"))).isTrue();
    }

    @Test
    void whatIsInNoRecordIsDeleted() throws IOException {
        NativeRecord.read(folder).write(LIBRARIES, folder);
        Path half = Files.writeString(folder.resolve("x.jar/half.so"), "ha");
        NativeRecord.read(folder).deleteOthers(folder);
        assertThat(half).doesNotExist();
        assertThat(library).exists();

        Files.writeString(library, "longer");
        NativeRecord.read(folder).deleteOthers(folder);
        assertThat(library).doesNotExist();
    }

    @Test
    void aRecordThatCannotBeReadHoldsNothing() throws IOException {
        NativeRecord.read(folder).write(LIBRARIES, folder);
        Files.write(folder.resolve(NativeRecord.FILE), new byte[] {(byte) 0xff, 1, 2});

        assertThat(holds(LIBRARIES)).isFalse();
        NativeRecord.read(folder).deleteOthers(folder);
        assertThat(library).doesNotExist();
    }

    private boolean holds(Set<String> libraries) throws IOException {
        return NativeRecord.read(folder).holds(libraries, folder);
    }
}
