package io.channelwise.diagnosis;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.channelwise.runtime.IoReasons;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A folder that the program keeps files in.
 *
 * @param use what for
 * @param path where
 * @param exists whether it is there; it is made when it is first needed
 * @param writable whether a file can be made in it, or it itself where it is not there yet
 * @param reason why not; empty if it can
 * @param freeBytes room on its disk; -1 if the system does not tell
 */
public record Folder(
        String use,
        String path,
        boolean exists,
        boolean writable,
        String reason,
        @JsonProperty("free_bytes") long freeBytes) {

    /** Tries it out; what is made for that is deleted again. */
    static Folder examine(String use, Path path) {
        boolean exists = Files.isDirectory(path);
        Path nearest = path.toAbsolutePath();
        while (nearest.getParent() != null && !Files.exists(nearest)) {
            nearest = nearest.getParent();
        }
        String reason = reason(nearest);
        return new Folder(use, path.toString(), exists, reason.isEmpty(), reason, free(nearest));
    }

    /** The permissions of a file system say less than a file that is really made. */
    private static String reason(Path folder) {
        if (!Files.isDirectory(folder)) {
            return folder + " is not a folder";
        }
        try {
            Files.delete(Files.createTempFile(folder, ".channelwise", ".tmp"));
            return "";
        } catch (IOException e) {
            return IoReasons.of(e);
        }
    }

    private static long free(Path folder) {
        try {
            return Files.getFileStore(folder).getUsableSpace();
        } catch (IOException e) {
            return -1;
        }
    }
}
