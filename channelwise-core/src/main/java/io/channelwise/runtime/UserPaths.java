package io.channelwise.runtime;

import java.io.File;
import java.nio.file.Path;

/** Paths as users type them. */
public final class UserPaths {

    private UserPaths() {}

    /**
     * The path; {@code ~} at its beginning is the home folder, which shells put there only at the beginning of an argument,
     * not in {@code folder:~/photos} or {@code --weights=~/best.safetensors}.
     *
     * @throws java.nio.file.InvalidPathException if it cannot be one
     */
    public static Path of(String text) {
        boolean home = text.equals("~") || text.startsWith("~/") || text.startsWith("~" + File.separator);
        return home ? Path.of(home() + text.substring(1)) : Path.of(text);
    }

    /** As shells take it. */
    private static String home() {
        String home = System.getenv("HOME");
        return home == null || home.isBlank() ? System.getProperty("user.home") : home;
    }
}
