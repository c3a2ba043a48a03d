package io.channelwise.runtime;

import java.util.Map;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.openblas.global.openblas_nolapack.openblas_dojob_callback;

/**
 * Makes glibc keep freed memory for the next step: by default it maps each large activation afresh, and the kernel clears
 * its pages every time.
 *
 * <p>The launcher does the same through the environment, before Java starts, and reaches threads that this cannot: an
 * arena other than the first holds blocks of up to 64 MB only.
 */
final class MemoryReuse {

    private static final int M_TRIM_THRESHOLD = -1;
    private static final int M_TOP_PAD = -2;
    private static final int M_MMAP_THRESHOLD = -3;

    private MemoryReuse() {}

    /** Sets glibc up, unless the user has, or the C library is another one. */
    static void enable() {
        Pointer mallopt = isLinux() && !isSetUp(System.getenv()) ? Loader.addressof("mallopt") : null;
        if (mallopt != null) {
            set(mallopt, M_MMAP_THRESHOLD, 1 << 30);
            set(mallopt, M_TRIM_THRESHOLD, Integer.MAX_VALUE);
            // An arena's heap that has become empty is unmapped unless so much is wanted on top of the one before.
            set(mallopt, M_TOP_PAD, 64 << 20);
        }
    }

    /** Whether the environment names settings of an allocator, or another allocator. */
    static boolean isSetUp(Map<String, String> environment) {
        return environment.keySet().stream()
                .anyMatch(name ->
                        name.startsWith("MALLOC_") || name.equals("GLIBC_TUNABLES") || name.equals("LD_PRELOAD"));
    }

    private static boolean isLinux() {
        return System.getProperty("os.name").equals("Linux");
    }

    /**
     * {@code mallopt(parameter, value)} through a function type that JavaCPP has compiled already: on x86-64 a pointer and
     * an int arrive in the same register, of which mallopt reads the lower half.
     */
    private static void set(Pointer mallopt, int parameter, int value) {
        try (LongPointer function = new LongPointer(mallopt.address(), 0);
                openblas_dojob_callback call = new openblas_dojob_callback(function)) {
            call.call(parameter, new Address(value), 0);
        }
    }

    private static final class Address extends Pointer {
        Address(long address) {
            this.address = address;
        }
    }
}
