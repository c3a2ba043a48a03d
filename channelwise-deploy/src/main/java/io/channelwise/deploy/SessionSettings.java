package io.channelwise.deploy;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import io.channelwise.runtime.ThreadCount;
import java.time.Duration;

/**
 * How ONNX Runtime computes: start from {@link #DEFAULT} and change what differs.
 *
 * @param threads of one operator; {@code OMP_NUM_THREADS} by default, else the physical cores
 * @param spinning how long a thread that waits for the others looks out for them before it sleeps; 200 microseconds by
 *     default, which outlasts the pause between two operators: one image on se_resnet50 takes a tenth less time than with
 *     threads that sleep at once, and as long as with threads that never do
 * @param arena whether memory is kept for the next image; true by default
 * @param trusted whether an ONNX file may hold anything that ONNX Runtime runs; false by default, where only what
 *     {@link OnnxExporter} writes is opened. A file can loop without end or take all memory, so trust those alone whose
 *     maker you know
 */
public record SessionSettings(int threads, Duration spinning, boolean arena, boolean trusted) {

    private static final long MICROSECOND = 1_000;

    /** All physical cores, which sleep when there is nothing to do. */
    public static final SessionSettings DEFAULT =
            new SessionSettings(ThreadCount.fromEnvironment(), Duration.ofNanos(200 * MICROSECOND), true, false);

    /** @throws IllegalArgumentException if {@link ThreadCount} refuses the threads, or the time is negative or over a second */
    public SessionSettings {
        ThreadCount.require("threads", threads);
        if (spinning.isNegative() || spinning.compareTo(Duration.ofSeconds(1)) > 0) {
            throw new IllegalArgumentException("spinning: " + spinning + "; allowed: 0 to a second");
        }
    }

    /** The same with so many threads. */
    public SessionSettings threads(int wish) {
        return new SessionSettings(wish, spinning, arena, trusted);
    }

    /** The same with threads that look out for the others for so long; zero makes them sleep at once. */
    public SessionSettings spinning(Duration wish) {
        return new SessionSettings(threads, wish, arena, trusted);
    }

    /** The same with memory kept, or not. */
    public SessionSettings arena(boolean wish) {
        return new SessionSettings(threads, spinning, wish, trusted);
    }

    /** The same with ONNX files that may hold anything, or only what is exported here. */
    public SessionSettings trusted(boolean wish) {
        return new SessionSettings(threads, spinning, arena, wish);
    }

    /**
     * The same as ONNX Runtime takes it, for a session of one's own; to be closed by the caller.
     *
     * @throws OrtException if ONNX Runtime refuses one of them
     */
    public SessionOptions toOptions() throws OrtException {
        OnnxLibraries.load();
        SessionOptions options = new SessionOptions();
        options.setOptimizationLevel(OptLevel.ALL_OPT);
        options.setIntraOpNumThreads(threads);
        options.setInterOpNumThreads(1);
        options.setCPUArenaAllocator(arena);
        options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
        options.addConfigEntry("session.intra_op.allow_spinning", spinning.isZero() ? "0" : "1");
        options.addConfigEntry("session.intra_op.spin_duration_us", String.valueOf(spinning.toNanos() / MICROSECOND));
        options.addConfigEntry("session.set_denormal_as_zero", "1");
        options.addConfigEntry("session.x64quantprecision", ByteProducts.saturate() ? "1" : "0");
        return options;
    }
}
