package io.channelwise.runtime;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Why reading or writing failed, in words; Java's own message is often the file's name alone. */
public final class IoReasons {

    private IoReasons() {}

    /** {@code no such file}, {@code permission denied}; what the system says where that is clear. */
    public static String of(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "no such file";
        } else if (e instanceof AccessDeniedException) {
            return "permission denied";
        } else if (e instanceof FileAlreadyExistsException) {
            return "is there already";
        } else if (e instanceof NotDirectoryException) {
            return "not a folder";
        } else if (e instanceof FileSystemException file && file.getReason() != null) {
            return file.getReason();
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
