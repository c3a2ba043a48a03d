package io.channelwise.runtime;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;

/** A process that loads {@code all} native libraries, or JavaCPP's own, which is small, and says from which folder. */
final class NativeStart {

    private NativeStart() {}

    public static void main(String[] arguments) {
        try {
            if (arguments[0].equals("all")) {
                Engine.start();
            }
            NativeLibraries.load(
                    NativeLibraries.ofJavaCpp("javacpp", "jnijavacpp"), () -> Loader.load(BytePointer.class));
            System.out.println(NativeLibraries.folder());
        } catch (LinkageError e) {
            System.out.println(e.getMessage());
            System.exit(1);
        }
    }
}
