package io.channelwise.cli;

import static java.util.Objects.requireNonNullElse;

import io.channelwise.runtime.ComputeDevice;
import io.channelwise.runtime.MemoryUse;
import io.channelwise.runtime.Precision;
import io.channelwise.train.Computation;
import io.channelwise.train.Workers;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where the run goes and what it takes. */
final class RunOptions {

    static final String WORKERS =
            "Default: beside a GPU all cores but one, at most " + Workers.MOST + "; else a core in eight, at least 1.";

    @Option(names = "--run", paramLabel = "NAME", description = "Default: model, data and time.")
    private String run;

    @Option(names = "--runs-dir", paramLabel = "FOLDER", description = "Default: runs.")
    private Path runsDir;

    @Option(names = "--seed", paramLabel = "N", description = "Of weights, order and augmentation. Default: 0.")
    private Long seed;

    @Option(names = "--workers", paramLabel = "N", description = "Threads that prepare images. " + WORKERS)
    private Integer workers;

    @Option(names = "--threads", paramLabel = "N", description = "Threads of an operation. Default: physical cores.")
    Integer threads;

    @Option(
            names = "--memory",
            paramLabel = "WORD",
            description =
                    "lean, or fast for a fifth more memory and up to a twentieth less time, by the processor; the "
                            + "results are the same. Default: lean.")
    MemoryUse memory;

    @Option(
            names = "--memory-format",
            paramLabel = "NAME",
            description = "channels-last, contiguous, or auto for the faster one by a short measurement. Default: "
                    + "channels-last.")
    private MemoryFormat memoryFormat;

    @Option(
            names = "--precision",
            paramLabel = "NAME",
            description = "float32, or bf16 for convolutions in bfloat16. Default: float32.")
    private Precision precision;

    @Option(
            names = "--qat",
            negatable = true,
            description = "Quantisation-aware training: round in training and in tests as export --int8 does, so that "
                    + "weights learn to bear it. Best for a few epochs at a low rate from --weights that export "
                    + "--int8 loses too much of, such as --epochs 2 --lr 0.01. Default: off.")
    private Boolean qat;

    @Option(
            names = "--device",
            paramLabel = "NAME",
            description = "auto, cpu or cuda; auto takes a GPU if one can be used. Default: auto.")
    private DeviceName device;

    @Option(
            names = "--deterministic",
            negatable = true,
            description = "On a GPU, compute the same numbers each time, more slowly: what makes --resume end with the "
                    + "very weights of a run that never stopped. On the processor that is always so. Default: off.")
    private Boolean deterministic;

    @Option(
            names = "--resume",
            paramLabel = "FOLDER",
            description =
                    "Go on with a run, with its own settings: an interrupted one, or with --epochs N a finished one "
                            + "up to N epochs in all, along the schedule of N. --data says where its images are now, and "
                            + "--on-bad-image holds from here on.")
    Path resume;

    /** A run's name is the name of a folder, not a path. */
    void requireName() {
        if (run != null && !run.matches("[^/\\\\\\p{Cntrl}]*[^/\\\\\\p{Cntrl}. ]")) {
            throw new IllegalArgumentException(
                    "--run: " + run + "; allowed: the name of a folder to make; --runs-dir says where");
        }
    }

    boolean isNamed() {
        return run != null;
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

    int workers(ComputeDevice on) {
        return workers == null ? Workers.beside(on) : workers;
    }

    /**
     * Where to compute.
     *
     * @throws IllegalArgumentException if it is to be a GPU and none can be used
     */
    ComputeDevice device() {
        return ComputeDevice.of(requireNonNullElse(device, DeviceName.AUTO).word());
    }

    /** How to compute there, but for a memory format that is still to be measured. */
    Computation computation(Computation usual, ComputeDevice on) {
        return new Computation(
                on.toString(),
                memoryFormat == null ? usual.memoryFormat() : memoryFormat.layout(),
                requireNonNullElse(precision, usual.precision()),
                requireNonNullElse(qat, usual.qat()),
                requireNonNullElse(deterministic, usual.deterministic()));
    }

    boolean measuresMemoryFormat() {
        return memoryFormat == MemoryFormat.AUTO;
    }
}
