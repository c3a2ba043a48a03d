package io.channelwise.runtime;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/**
 * A folder from which native libraries may be loaded: programs may run from it, and nobody but this user and the
 * administrator can change what is in it. On systems without POSIX permissions a user's folders are taken as they are.
 */
final class PrivateFolder {

    private static final int OTHERS_WRITE = 0002;
    private static final int GROUP_WRITES = 0020;

    /** In a folder such as {@code /tmp}, where all may make files, only their owners may move and delete them. */
    private static final int STICKY = 01000;

    private PrivateFolder() {}

    /**
     * Makes the folder, for this user alone, or checks the one that is there and all that it lies in.
     *
     * @return its path without links
     * @throws FileSystemException with the reason why it cannot be used
     */
    static Path make(Path folder) throws IOException {
        return make(folder, true);
    }

    /** @param executable whether programs are to run from it */
    static Path make(Path folder, boolean executable) throws IOException {
        create(folder.toAbsolutePath().normalize(), "rwx------");
        Path real = folder.toRealPath();
        Path probe = probe(real);
        try {
            if (executable) {
                requireExecutable(real, probe);
            }
            if (isPosix(real)) {
                requireOwn(real, owner(probe));
            }
            return real;
        } finally {
            Files.deleteIfExists(probe);
        }
    }

    /**
     * Makes a new folder, for this user alone, whatever it lies in.
     *
     * @throws FileSystemException with the reason why it cannot be used
     */
    static Path fresh(Path parent) throws IOException {
        Path folder = Files.createTempDirectory(parent, "channelwise-native").toRealPath();
        Path probe = probe(folder);
        try {
            requireExecutable(folder, probe);
            return folder;
        } catch (IOException e) {
            Files.deleteIfExists(probe);
            Files.deleteIfExists(folder);
            throw e;
        } finally {
            Files.deleteIfExists(probe);
        }
    }

    private static void create(Path folder, String permissions) throws IOException {
        Path parent = folder.getParent();
        if (parent != null && !Presence.exists(parent)) {
            create(parent, "rwxr-xr-x");
        }
        try {
            Files.createDirectory(folder, attributes(folder, permissions));
        } catch (FileAlreadyExistsException e) {
            if (!Presence.isFolder(folder)) {
                throw new FileSystemException(folder.toString(), null, "is no folder");
            }
        }
    }

    /** A file that this user has just made in the folder, and may run. */
    private static Path probe(Path folder) throws IOException {
        String name = ".probe-" + ProcessHandle.current().pid() + "-" + System.nanoTime();
        return Files.createFile(folder.resolve(name), attributes(folder, "rwx------"));
    }

    private static FileAttribute<?>[] attributes(Path path, String permissions) {
        return isPosix(path)
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("unix");
    }

    private static void requireExecutable(Path folder, Path probe) throws IOException {
        if (!Files.isExecutable(probe)) {
            throw new FileSystemException(
                    folder.toString(), null, "no program may run from there, as its file system is mounted noexec");
        }
    }

    /** Whoever may rename one of the folders that lead there can put another in its place. */
    private static void requireOwn(Path folder, Object user) throws IOException {
        Object administrator = owner(folder.getRoot());
        for (Path path = folder; path != null; path = path.getParent()) {
            Map<String, Object> attributes = Files.readAttributes(path, "unix:uid,mode");
            String what = path.equals(folder) ? "it" : path + ", in which it lies,";
            Object owner = attributes.get("uid");
            if (!owner.equals(user) && !owner.equals(administrator)) {
                throw new FileSystemException(folder.toString(), null, what + " belongs to another user");
            }
            int mode = (int) attributes.get("mode");
            boolean sticky = !path.equals(folder) && (mode & STICKY) != 0;
            if (!sticky && isWritableByOthers(path, mode)) {
                throw new FileSystemException(folder.toString(), null, what + " can be written by other users");
            }
        }
    }

    private static boolean isWritableByOthers(Path path, int mode) throws IOException {
        return (mode & OTHERS_WRITE) != 0 || ((mode & GROUP_WRITES) != 0 && !isUsersOwnGroup(path));
    }

    /** Many systems give each user a group of the same name, with no one else in it, and let it write. */
    private static boolean isUsersOwnGroup(Path path) throws IOException {
        PosixFileAttributes attributes = Files.readAttributes(path, PosixFileAttributes.class);
        return attributes.group().getName().equals(attributes.owner().getName());
    }

    private static Object owner(Path path) throws IOException {
        return Files.getAttribute(path, "unix:uid");
    }
}
