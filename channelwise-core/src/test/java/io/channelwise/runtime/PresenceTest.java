package io.channelwise.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be looked at is not taken for missing. */
class PresenceTest {

    @TempDir
    private Path folder;

    @Test
    void tellsFilesFromFoldersAndFromNothing() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "text");

        assertThat(Presence.isFile(file)).isTrue();
        assertThat(Presence.isFolder(file)).isFalse();
        assertThat(Presence.isFolder(folder)).isTrue();
        assertThat(Presence.exists(folder.resolve("missing"))).isFalse();
        assertThat(Presence.exists(file.resolve("below a file"))).isFalse();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void linksThatLeadInACircleAreNotMissing() throws IOException {
        Path circle = Files.createSymbolicLink(folder.resolve("circle"), Path.of("circle"));

        assertThatThrownBy(() -> Presence.exists(circle)).isInstanceOf(FileSystemException.class);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void whatAnotherUserHidesIsNotMissing() throws IOException {
        Path hidden = Files.createDirectory(folder.resolve("hidden"));
        Files.writeString(hidden.resolve("config.json"), "{}");
        Files.setPosixFilePermissions(hidden, Set.of());
        try {
            assumeFalse(Files.isReadable(hidden), "the administrator may look at everything");
            assertThatThrownBy(() -> Presence.isFile(hidden.resolve("config.json")))
                    .isInstanceOf(AccessDeniedException.class);
        } finally {
            Files.setPosixFilePermissions(hidden, PosixFilePermissions.fromString("rwx------"));
        }
    }
}
