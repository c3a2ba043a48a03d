package io.channelwise.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Libraries are loaded from a folder that nobody else can change, or from none. */
class PrivateFolderTest {

    private static final int SOMEBODY_ELSE = 54321;

    @TempDir
    private Path folder;

    @BeforeEach
    void onlyWhereThereArePermissions() {
        assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("unix"), "a POSIX system");
    }

    @Test
    void aNewOneIsForItsUserAlone() throws IOException {
        Path made = PrivateFolder.make(folder.resolve("a/b"));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
                .isEqualTo("rwx------");
        assertThat(made).isEmptyDirectory();
        assertThat(PrivateFolder.make(made)).isEqualTo(made);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rwxrwxrwx", "rwxr-x-w-"})
    void oneThatOthersCanWriteIsRefused(String permissions) throws IOException {
        Path planted = made("planted", permissions);

        assertRefused(planted, "it can be written by other users");
        assertRefused(planted.resolve("inside"), planted + ", in which it lies, can be written by other users");
    }

    @Test
    void whereOnlyOwnersMayRenameAFolderOfOnesOwnIsSafe() throws IOException {
        Path temporary = made("tmp", "rwxrwxrwx");
        Files.setAttribute(temporary, "unix:mode", 01777);

        assertThat(PrivateFolder.make(temporary.resolve("mine"))).isEmptyDirectory();
    }

    @Test
    void anotherUsersFolderIsRefused() throws IOException {
        Path planted = made("planted", "rwxr-xr-x");
        Path inside = Files.createDirectory(planted.resolve("cache"));
        giveAway(planted);

        assertRefused(planted, "it belongs to another user");
        assertRefused(inside, planted + ", in which it lies, belongs to another user");
        assertRefused(Files.createSymbolicLink(folder.resolve("link"), planted), "it belongs to another user");
    }

    @Test
    void theFirstThatIsSafeIsTakenElseAFreshOne() throws IOException {
        Path planted = made("planted", "rwxrwxrwx");
        Path safe = folder.resolve("safe");

        assertThat(NativeFolder.choose(List.of(planted, safe), List.of())).isEqualTo(safe.toRealPath());
        assertThat(NativeFolder.choose(List.of(planted), List.of(folder)))
                .hasParent(folder.toRealPath())
                .isNotEqualTo(planted.toRealPath())
                .isEmptyDirectory();
    }

    @Test
    void whereThereIsNoneEachReasonIsTold() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "in the way");

        assertThatThrownBy(() -> NativeFolder.choose(List.of(file), List.of(folder.resolve("missing"))))
                .isInstanceOf(NativeLibraryError.class)
                .hasMessageStartingWith("there is no folder for native libraries (" + file
                        + ": is no folder; a fresh folder" + " in " + folder.resolve("missing") + ": no such file)")
                .hasMessageContaining("set CHANNELWISE_CACHE to a folder of your own");
    }

    private Path made(String name, String permissions) throws IOException {
        Path made = Files.createDirectory(folder.resolve(name));
        return Files.setPosixFilePermissions(made, PosixFilePermissions.fromString(permissions));
    }

    private static void giveAway(Path path) {
        try {
            Files.setAttribute(path, "unix:uid", SOMEBODY_ELSE);
        } catch (IOException e) {
            assumeTrue(false, "only the administrator can give files away");
        }
    }

    private static void assertRefused(Path path, String reason) {
        assertThatThrownBy(() -> PrivateFolder.make(path))
                .isInstanceOf(FileSystemException.class)
                .satisfies(
                        e -> assertThat(((FileSystemException) e).getReason()).isEqualTo(reason));
    }
}
