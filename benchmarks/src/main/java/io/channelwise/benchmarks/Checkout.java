package io.channelwise.benchmarks;

import java.io.File;
import java.nio.file.Path;

/**
 * The sources, built, and what lies where in them.
 *
 * @param folder the top one
 */
record Checkout(Path folder) {

    Path launcher() {
        return folder.resolve("channelwise");
    }

    /** These benchmarks with this build's libraries. */
    String classPath() {
        return classPath(folder.resolve("channelwise-cli/target/lib"));
    }

    /** These benchmarks with the jars of another build. */
    String classPath(Path libraries) {
        Path built = folder.resolve("benchmarks/target");
        return String.join(
                File.pathSeparator,
                built.resolve("benchmarks.jar").toString(),
                jars(libraries),
                jars(built.resolve("lib")));
    }

    private static String jars(Path folder) {
        return folder + File.separator + "*";
    }

    /** A program of the other side. */
    Path script(String name) {
        return folder.resolve("benchmarks/python").resolve(name);
    }
}
