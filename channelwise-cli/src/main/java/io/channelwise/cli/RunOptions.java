package io.channelwise.cli;

import static java.util.Objects.requireNonNullElse;

import io.channelwise.inference.MemoryLayout;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where the run goes and what it takes. */
final class RunOptions {

    @Option(names = "--run", paramLabel = "NAME", description = "Default: model, data and time.")
    private String run;

    @Option(names = "--runs-dir", paramLabel = "FOLDER", description = "Default: runs.")
    private Path runsDir;

    @Option(names = "--seed", paramLabel = "N", description = "Of weights, order and augmentation. Default: 0.")
    private Long seed;

    @Option(names = "--workers", paramLabel = "N", description = "Threads that prepare images. Default: 1.")
    private Integer workers;

    @Option(names = "--threads", paramLabel = "N", description = "Threads of an operation. Default: physical cores.")
    Integer threads;

    @Option(
            names = "--memory-format",
            paramLabel = "NAME",
            description = "${COMPLETION-CANDIDATES}. Default: channels-last.")
    private MemoryLayout memoryFormat;

    @Option(
            names = "--resume",
            paramLabel = "FOLDER",
            description = "Go on with an interrupted run, with its own settings.")
    Path resume;

    /** A run's name is the name of a folder, not a path. */
    void requireName() {
        if (run != null && !run.matches("[^/\\\\\\p{Cntrl}]*[^/\\\\\\p{Cntrl}. ]")) {
            throw new IllegalArgumentException(
                    "--run: " + run + "; allowed: the name of a folder to make; --runs-dir says where");
        }
    }

    String name(String usual) {
        return requireNonNullElse(run, usual);
    }

    Path runsDir() {
        return requireNonNullElse(runsDir, Path.of("runs"));
    }

    long seed(long usual) {
        return requireNonNullElse(seed, usual);
    }

    int workers(int usual) {
        return requireNonNullElse(workers, usual);
    }

    MemoryLayout memoryFormat(MemoryLayout usual) {
        return requireNonNullElse(memoryFormat, usual);
    }
}
