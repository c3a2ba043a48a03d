package io.channelwise.deploy;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import io.channelwise.runtime.PhysicalCores;

/**
 * How ONNX Runtime computes: start from {@link #DEFAULT} and change what differs.
 *
 * @param threads of one operator; {@code OMP_NUM_THREADS} by default, else the physical cores
 * @param spinning whether threads that wait for each other burn their core; false by default, since another caller may
 *     want it
 * @param arena whether memory is kept for the next image; true by default
 */
public record SessionSettings(int threads, boolean spinning, boolean arena) {

    /** All physical cores, sleeping while they wait. */
    public static final SessionSettings DEFAULT = new SessionSettings(defaultThreads(), false, true);

    /** @throws IllegalArgumentException if there is no thread */
    public SessionSettings {
        if (threads < 1) {
            throw new IllegalArgumentException("threads: " + threads + "; allowed: 1 or more");
        }
    }

    /** The same with so many threads. */
    public SessionSettings threads(int wish) {
        return new SessionSettings(wish, spinning, arena);
    }

    /** The same with threads that spin, or not. */
    public SessionSettings spinning(boolean wish) {
        return new SessionSettings(threads, wish, arena);
    }

    /** The same with memory kept, or not. */
    public SessionSettings arena(boolean wish) {
        return new SessionSettings(threads, spinning, wish);
    }

    SessionOptions toOptions() throws OrtException {
        SessionOptions options = new SessionOptions();
        options.setOptimizationLevel(OptLevel.ALL_OPT);
        options.setIntraOpNumThreads(threads);
        options.setInterOpNumThreads(1);
        options.setCPUArenaAllocator(arena);
        options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
        options.addConfigEntry("session.intra_op.allow_spinning", spinning ? "1" : "0");
        options.addConfigEntry("session.set_denormal_as_zero", "1");
        // Without VNNI, products of a uint8 and an int8 saturate in 16 bits; those of two uint8 do not.
        options.addConfigEntry("session.x64quantprecision", "1");
        return options;
    }

    private static int defaultThreads() {
        String wish = System.getenv("OMP_NUM_THREADS");
        return wish != null && wish.matches("[1-9][0-9]{0,3}") ? Integer.parseInt(wish) : PhysicalCores.count();
    }
}
