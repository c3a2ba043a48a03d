package io.channelwise.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** ONNX Runtime's first start and later ones, in processes of their own that end without cleaning up. */
class OnnxStartTest {

    @TempDir
    private Path folder;

    @Test
    void leavesNothingAmongTheTemporaryFilesAndExtractsOnce() throws Exception {
        Path home = Files.createDirectory(folder.resolve("home"));
        List<Process> processes = new ArrayList<>();
        for (String name : List.of("a", "b", "c")) {
            processes.add(start(home, Files.createDirectory(folder.resolve(name))));
        }
        for (Process process : processes) {
            assertThat(said(process)).as("what is said, and left").isEqualTo("loaded");
            assertThat(process.waitFor()).isZero();
        }

        Path natives = home.resolve(".cache/channelwise/native");
        try (Stream<Path> files = Files.walk(natives)) {
            assertThat(files.filter(file -> file.getFileName().toString().equals(System.mapLibraryName("onnxruntime"))))
                    .hasSize(1);
        }
    }

    /** Where Java takes another place for them no more, the sentence says what to do. */
    @Test
    void withoutAPlaceForTemporaryFilesItStartsOrSaysWhatToDo() throws Exception {
        Path home = Files.createDirectory(folder.resolve("home"));
        Process process = start(home, folder.resolve("missing"));

        String said = said(process);

        assertThat(said)
                .isIn(
                        "loaded",
                        "ONNX Runtime needs a folder for temporary files, and none can be made in "
                                + folder.resolve("missing")
                                + ": no such file; give another place with CHANNELWISE_JAVA_OPTS=-Djava.io.tmpdir=FOLDER");
        assertThat(process.waitFor()).isEqualTo(said.equals("loaded") ? 0 : 1);
    }

    private static Process start(Path home, Path temporary) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-Duser.home=" + home,
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                OnnxStart.class.getName()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().remove("CHANNELWISE_CACHE");
        return builder.start();
    }

    private static String said(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }
}
