package io.channelwise.data;

import io.channelwise.runtime.IoReasons;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which files of a folder are images: the one rule of training, evaluation, calibration and prediction.
 *
 * <p>Folders below it are gone through, and links followed. An image is a regular file whose name ends in jpg, jpeg,
 * jfif, png, bmp, gif or webp, in small letters or capitals. Left out are hidden files and folders, whose name begins
 * with a dot, and the folders that systems leave behind, such as {@code @eaDir} and {@code __MACOSX}.
 *
 * @param images in the order of their names, folder by folder
 * @param leftOut every other file, as {@code PATH: reason}
 * @param pictures how many of those left out are pictures of a kind that is not read, such as HEIC
 */
public record ImageFiles(List<Path> images, List<String> leftOut, int pictures) {

    private static final Set<String> EXTENSIONS = Set.of("jpg", "jpeg", "jfif", "png", "bmp", "gif", "webp");

    /** Kinds of pictures that the decoder does not read. */
    private static final Set<String> OTHER_PICTURES = Set.of(
            "heic", "heif", "avif", "tif", "tiff", "jxl", "jp2", "psd", "svg", "pgm", "ppm", "dng", "cr2", "cr3", "nef",
            "arw", "orf", "rw2", "raf");

    /** Made by Synology, macOS's archives, ext4's repair, Windows and QNAP. */
    private static final Set<String> OF_SYSTEMS = Set.of(
            "@eadir",
            "__macosx",
            "lost+found",
            "$recycle.bin",
            "system volume information",
            "#recycle",
            "@recycle",
            "#snapshot",
            "__pycache__");

    /** Keeps its own copies of the lists. */
    public ImageFiles {
        images = List.copyOf(images);
        leftOut = List.copyOf(leftOut);
    }

    /**
     * Looks through a folder and all below it.
     *
     * @throws DataException where a folder cannot be listed
     */
    public static ImageFiles below(Path folder) {
        Walk walk = new Walk();
        walk.through(folder);
        return new ImageFiles(walk.images, walk.leftOut, walk.pictures);
    }

    /** Whether a folder holds what its name promises to be an image, in itself and not only further down. */
    static boolean lieIn(Path folder) {
        return entries(folder).stream().anyMatch(entry -> !isHidden(entry) && isNamedSo(entry) && isFile(entry));
    }

    /** Why a folder is none of the user's own; null where it may be. */
    static String foreign(Path folder) {
        if (isHidden(folder)) {
            return "hidden";
        }
        return OF_SYSTEMS.contains(FileNames.of(folder).toLowerCase(Locale.ROOT))
                ? "a folder that a system makes"
                : null;
    }

    static boolean isHidden(Path file) {
        return file.getFileName().toString().startsWith(".");
    }

    private static boolean isNamedSo(Path file) {
        return EXTENSIONS.contains(extension(file));
    }

    private static boolean isFile(Path file) {
        return Files.isRegularFile(file);
    }

    private static String extension(Path file) {
        String name = file.getFileName().toString();
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    /** A folder's entries, ordered by name alone, so that every file system gives the same order. */
    static List<Path> entries(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted(Comparator.comparing(FileNames::of)).toList();
        } catch (IOException e) {
            throw new DataException(folder + ": cannot be listed: " + IoReasons.of(e), e);
        }
    }

    private static final class Walk {

        private final List<Path> images = new ArrayList<>();
        private final List<String> leftOut = new ArrayList<>();
        private final Deque<Path> within = new ArrayDeque<>();
        private int pictures;

        /** The real folders above are known, so that a link back to one of them ends here. */
        void through(Path folder) {
            within.push(real(folder));
            for (Path entry : entries(folder)) {
                if (Files.isDirectory(entry)) {
                    take(entry);
                } else {
                    sort(entry);
                }
            }
            within.pop();
        }

        private void take(Path folder) {
            String foreign = foreign(folder);
            if (foreign != null) {
                leaveOut(folder, foreign);
            } else if (within.contains(real(folder))) {
                leaveOut(folder, "a link to a folder above it");
            } else {
                through(folder);
            }
        }

        private void sort(Path file) {
            if (isHidden(file)) {
                leaveOut(file, "hidden");
            } else if (OTHER_PICTURES.contains(extension(file))) {
                pictures++;
                leaveOut(file, extension(file).toUpperCase(Locale.ROOT) + " is not read; save it as JPEG or PNG");
            } else if (!isNamedSo(file)) {
                leaveOut(file, "its name does not end in one of " + names());
            } else if (!isFile(file)) {
                leaveOut(file, Files.exists(file) ? "not a regular file" : "a link to nowhere");
            } else {
                images.add(file);
            }
        }

        private static String names() {
            return String.join(", ", EXTENSIONS.stream().sorted().toList());
        }

        private void leaveOut(Path entry, String reason) {
            leftOut.add(entry + ": " + reason);
        }

        private static Path real(Path folder) {
            try {
                return folder.toRealPath();
            } catch (IOException e) {
                throw new DataException(folder + ": cannot be listed: " + IoReasons.of(e), e);
            }
        }
    }
}
