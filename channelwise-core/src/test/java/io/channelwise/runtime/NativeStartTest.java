package io.channelwise.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.channelwise.testing.ChildJava;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** First starts, in processes of their own. */
class NativeStartTest {

    private static final int AT_ONCE = 4;

    @TempDir
    private Path folder;

    private Path temporary;
    private Path noHome;

    @BeforeEach
    void withoutAHome() throws IOException {
        temporary = Files.createDirectory(folder.resolve("tmp")).toRealPath();
        noHome = Files.writeString(folder.resolve("home"), "a file, which nobody can write into");
    }

    @Test
    void severalAtOnceAllSucceed() throws Exception {
        Path home = Files.createDirectory(folder.resolve("first"));
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            processes.add(start(home, "all"));
        }
        for (Process process : processes) {
            String said = ChildJava.output(process);
            assertThat(process.waitFor()).as(said).isZero();
            assertThat(said)
                    .isEqualTo(home.toRealPath()
                            .resolve(".cache/channelwise/native")
                            .toString());
        }
        deleteLinks(home);
    }

    @Test
    void whatAnotherUserHasPlantedIsNotLoaded() throws Exception {
        assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("unix"), "a POSIX system");
        String user = System.getProperty("user.name");
        Path javacpps = plant(temporary.resolve(".javacpp-" + user).resolve("cache"));
        Path ours = plant(temporary.resolve("channelwise-" + user).resolve("native"));

        String said = successful(start(noHome, "small"));

        assertThat(said).startsWith(temporary.resolve("channelwise-native").toString());
        assertThat(Path.of(said)).as("deleted at exit").doesNotExist();
        assertThat(javacpps).hasContent("planted");
        assertThat(ours).hasContent("planted");
    }

    @Test
    void withoutAHomeAFolderAmongTheTemporaryFilesIsUsedAgain() throws Exception {
        String first = successful(start(noHome, "small"));
        assertThat(Path.of(first)).startsWith(temporary).isDirectoryContaining("glob:**/extracted.txt");

        assertThat(successful(start(noHome, "small"))).isEqualTo(first);
        try (Stream<Path> entries = Files.list(temporary)) {
            assertThat(entries).hasSize(1);
        }
    }

    @Test
    void aWishOfJavaCppsUserComesFirst() throws Exception {
        Path wish = folder.resolve("wish");

        String said = successful(start(noHome, "small", "-Dorg.bytedeco.javacpp.cachedir=" + wish));

        assertThat(said).isEqualTo(wish.toRealPath().resolve("channelwise").toString());
    }

    /** JUnit complains of links that lead out of the folder it deletes; JavaCPP makes some to CUDA where that is installed. */
    private static void deleteLinks(Path home) throws IOException {
        try (Stream<Path> files = Files.walk(home)) {
            for (Path link : files.filter(Files::isSymbolicLink).toList()) {
                Files.delete(link);
            }
        }
    }

    private Process start(Path home, String what, String... options) throws IOException {
        List<String> all = new ArrayList<>(List.of("-Duser.home=" + home, "-Djava.io.tmpdir=" + temporary));
        all.addAll(List.of(options));
        return ChildJava.start(all, NativeStart.class, what);
    }

    private static String successful(Process process) throws Exception {
        String said = ChildJava.output(process);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    /** A file in the way of JavaCPP's own library, in a folder that everybody can write. */
    private static Path plant(Path cache) throws IOException {
        Files.createDirectories(cache);
        Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rwxrwxrwx"));
        return Files.writeString(cache.resolve("javacpp.jar"), "planted");
    }
}
