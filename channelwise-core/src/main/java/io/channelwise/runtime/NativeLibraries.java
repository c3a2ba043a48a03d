package io.channelwise.runtime;

import org.bytedeco.openblas.presets.openblas_nolapack;
import org.bytedeco.opencv.presets.opencv_core;

/**
 * What has to happen before the first native library of the process is loaded; everything that calls one asks for it.
 *
 * <p>JavaCPP warns on stderr of each library that was built for another of its own versions. OpenBLAS and OpenCV have not
 * been released for the one that libtorch needs; they are used with it in all tests.
 */
public final class NativeLibraries {

    private static final String LOAD_LIBRARIES = "org.bytedeco.javacpp.loadlibraries";

    static {
        checkVersionsInSilence();
    }

    private NativeLibraries() {}

    /** Does it, the first time. */
    public static void prepare() {}

    /** Versions are compared when these classes are initialised, and not complained of while nothing may be loaded. */
    private static void checkVersionsInSilence() {
        String before = System.getProperty(LOAD_LIBRARIES);
        System.setProperty(LOAD_LIBRARIES, "false");
        try {
            initialize(openblas_nolapack.class);
            initialize(opencv_core.class);
        } finally {
            if (before == null) {
                System.clearProperty(LOAD_LIBRARIES);
            } else {
                System.setProperty(LOAD_LIBRARIES, before);
            }
        }
    }

    private static void initialize(Class<?> type) {
        try {
            Class.forName(type.getName(), true, type.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
