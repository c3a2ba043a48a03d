package io.channelwise.diagnosis;

import io.channelwise.diagnosis.Folders.Kept;
import java.util.ArrayList;
import java.util.List;

/** Judges what was found: what is wrong, and what the user can do about it. */
final class Problems {

    private static final List<Library> ON_LIBTORCH = List.of(Library.ONEDNN, Library.OPENBLAS, Library.GPU);

    private final List<Problem> problems = new ArrayList<>();

    List<Problem> all() {
        return List.copyOf(problems);
    }

    /** Others stand on libtorch: where it cannot be loaded, that is all there is to say. */
    Problems loading(List<Outcome> facts) {
        boolean libtorch = facts.stream().anyMatch(outcome -> isOf(Library.LIBTORCH, outcome) && isBroken(outcome));
        for (Outcome outcome : facts) {
            if (isBroken(outcome) && !(libtorch && ON_LIBTORCH.stream().anyMatch(library -> isOf(library, outcome)))) {
                String frame = outcome.frame().isEmpty() ? "" : " in " + outcome.frame();
                problems.add(new Problem(
                        outcome.task().words() + ": " + outcome.happened() + frame, advice(outcome.happened())));
            }
        }
        return this;
    }

    private static boolean isOf(Library library, Outcome outcome) {
        return outcome.task() instanceof Task.Facts facts && facts.library() == library;
    }

    private static boolean isBroken(Outcome outcome) {
        return !outcome.isAnswered() && !outcome.isSkipped();
    }

    private static String advice(String happened) {
        return happened.contains("cannot open shared object file")
                ? "install the library that is named last, or name its folder in LD_LIBRARY_PATH"
                : "delete the folder in which JavaCPP unpacks natives, and see that its disk has room and lets programs run";
    }

    Problems versions(List<NativeVersion> versions) {
        versions.stream()
                .filter(version -> !version.fits())
                .map(version -> new Problem(
                        version.library() + " " + version.version() + " " + version.remark(),
                        "take the versions that Channelwise's own pom.xml names"))
                .forEach(problems::add);
        return this;
    }

    Problems folders(List<Kept> folders) {
        folders.stream()
                .filter(kept -> !kept.folder().writable())
                .map(kept -> new Problem(
                        kept.folder().path() + " (" + kept.folder().use() + ") cannot be written: "
                                + kept.folder().reason(),
                        "make it writable, or set " + kept.setting() + " to a folder that is"))
                .forEach(problems::add);
        return this;
    }

    Problems gpu(Gpu gpu) {
        if (gpu.isBroken()) {
            boolean missing =
                    gpu.libraries() != null && !gpu.libraries().missing().isEmpty();
            problems.add(new Problem(
                    "a GPU is there, but a session " + gpu.words(),
                    missing
                            ? "install CUDA 13.3 and cuDNN 9, or name their folder in LD_LIBRARY_PATH"
                            : "update NVIDIA's driver, and see that no other process fills the GPU"));
        }
        return this;
    }

    Problems selfTest(SelfTestResult result) {
        if (result == null) {
            return this;
        }
        for (Failure failure : result.failures()) {
            problems.add(new Problem(
                    failure.words() + (failure.frame().isEmpty() ? "" : " in " + failure.frame()),
                    failure.avoidedBy().isEmpty()
                            ? "no setting that was tried avoids it; report it with the output of doctor --json"
                            : "avoid it with " + failure.avoidedBy()));
        }
        if (result.skipped() > 0) {
            problems.add(new Problem(
                    result.skipped() + " trials of the self-test were not made, since too many before them failed",
                    "set what avoids those that failed, and run doctor again"));
        }
        return this;
    }
}
