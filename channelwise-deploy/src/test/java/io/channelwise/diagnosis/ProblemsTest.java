package io.channelwise.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.channelwise.diagnosis.Folders.Kept;
import io.channelwise.diagnosis.Outcome.Fault;
import io.channelwise.diagnosis.Outcome.Kind;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProblemsTest {

    private static Outcome failed(Library library, String happened) {
        return new Outcome(new Task.Facts(library), null, new Fault(Kind.ERROR, "", happened, ""));
    }

    private static Outcome answered(Library library) {
        return new Outcome(new Task.Facts(library), JsonNodeFactory.instance.objectNode(), null);
    }

    @Test
    void nothingIsWrongWhereAllIsRight() {
        SelfTestResult right = new SelfTestResult(10, 21, List.of(), 0, 1.5);
        assertThat(new Problems()
                        .loading(List.of(answered(Library.LIBTORCH)))
                        .versions(List.of(NativeVersion.judge("pytorch", Set.of("2.13.0-1.5.14"), "1.5.14")))
                        .selfTest(right)
                        .selfTest(null)
                        .all())
                .isEmpty();
    }

    @Test
    void aLibraryThatCannotBeLoadedIsNamedOnce() {
        String reason =
                "/cache/libtorch_cpu.so: libcupti.so.13: cannot open shared object file: No such file or directory";
        List<Problem> problems = new Problems()
                .loading(List.of(
                        answered(Library.JAVACPP),
                        failed(Library.LIBTORCH, reason),
                        failed(Library.ONEDNN, "Could not initialize class"),
                        failed(Library.GPU, "Could not initialize class")))
                .all();
        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.what()).isEqualTo("loading libtorch: " + reason);
            assertThat(problem.advice()).contains("LD_LIBRARY_PATH");
        });
    }

    @Test
    void aLibraryThatDiesAloneIsNamed() {
        Fault fault = new Fault(Kind.ENDED, "", "the process was ended by SIGILL", "C  [libopencv_core.so+0x1]");
        Outcome died = new Outcome(new Task.Facts(Library.OPENCV), null, fault);
        assertThat(new Problems()
                        .loading(List.of(answered(Library.LIBTORCH), died))
                        .all())
                .singleElement()
                .extracting(Problem::what)
                .isEqualTo("loading OpenCV: the process was ended by SIGILL in C  [libopencv_core.so+0x1]");
    }

    @Test
    void aFolderThatCannotBeWrittenComesWithWhatMovesIt() {
        Folder folder = new Folder("downloaded weights", "/cache", true, false, "permission denied", 1);
        assertThat(new Problems()
                        .folders(List.of(new Kept(folder, "CHANNELWISE_CACHE")))
                        .all())
                .containsExactly(new Problem(
                        "/cache (downloaded weights) cannot be written: permission denied",
                        "make it writable, or set CHANNELWISE_CACHE to a folder that is"));
    }

    @Test
    void whatNoSettingAvoidsIsToBeReported() {
        Failure failure = new Failure("conv2d 8 to 16", "backward", "the process was ended by SIGFPE", "C  [a]", "");
        assertThat(new Problems()
                        .selfTest(new SelfTestResult(10, 21, List.of(failure), 4, 1.5))
                        .all())
                .hasSize(2)
                .first()
                .isEqualTo(new Problem(
                        "conv2d 8 to 16, backward: the process was ended by SIGFPE in C  [a]",
                        "no setting that was tried avoids it; report it with the output of doctor --json"));
    }
}
