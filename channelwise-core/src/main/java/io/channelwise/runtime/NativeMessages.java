package io.channelwise.runtime;

import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/**
 * Keeps C libraries from writing to stderr while an image is decoded: libjpeg and libpng print lines of their own, such
 * as {@code Corrupt JPEG data: premature end of data segment}, that name no file, and OpenCV offers no way to stop them.
 *
 * <p>C's {@code stderr} is a variable in glibc and on macOS. While at least one of these is open it points to the stream
 * of {@code stdin}, to which nothing can be written. What Java prints does not go through it, and neither does what C++
 * prints through {@code std::cerr}; only C's own lines of other threads are lost meanwhile. Elsewhere nothing is kept
 * back.
 */
public final class NativeMessages implements AutoCloseable {

    private static final PointerPointer<Pointer> ERRORS = variable("stderr", "__stderrp");
    private static final PointerPointer<Pointer> INPUT = variable("stdin", "__stdinp");

    private static Pointer errors;
    private static int open;

    private NativeMessages() {}

    private static PointerPointer<Pointer> variable(String gnu, String apple) {
        NativeLibraries.load(NativeLibraries.ofJavaCpp("javacpp", "jnijavacpp"), () -> Loader.load(Loader.class));
        Pointer address = Loader.addressof(gnu);
        return new PointerPointer<>(address == null ? Loader.addressof(apple) : address);
    }

    /** Silence until it is closed; several may be open at once. */
    public static NativeMessages silenced() {
        synchronized (NativeMessages.class) {
            if (open++ == 0 && !ERRORS.isNull() && !INPUT.isNull()) {
                errors = ERRORS.get(0);
                ERRORS.put(0, INPUT.get(0));
            }
        }
        return new NativeMessages();
    }

    @Override
    public void close() {
        synchronized (NativeMessages.class) {
            if (--open == 0 && errors != null) {
                ERRORS.put(0, errors);
                errors = null;
            }
        }
    }
}
