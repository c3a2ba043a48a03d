package io.channelwise.runtime;

import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;

/** Where what can be had again is kept: {@code $CHANNELWISE_CACHE}, else {@code ~/.cache/channelwise}. */
public final class CacheFolder {

    private CacheFolder() {}

    /** The folder there for one kind of files, which need not exist yet. */
    public static Path named(String kind) {
        String wish = System.getenv("CHANNELWISE_CACHE");
        return (wish == null || wish.isBlank() ? usual() : Path.of(wish)).resolve(kind);
    }

    /**
     * Whether nobody but this user can write a folder or replace it; it is made where it is missing.
     *
     * @return false too if it cannot be made or written
     */
    public static boolean isPrivate(Path folder) {
        try {
            PrivateFolder.make(folder, false);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** In containers a user may have no home, which Java calls {@code ?}. */
    static Path usual() {
        Path home = Path.of(System.getProperty("user.home", ""));
        return home.isAbsolute() ? home.resolve(".cache").resolve("channelwise") : Homeless.FOLDER;
    }

    /** Found once: another user may have taken the name among the temporary files. */
    private static final class Homeless {
        private static final Path FOLDER =
                isPrivate(temporary()) ? temporary() : temporary().resolveSibling("channelwise-" + UUID.randomUUID());
    }

    /** The user's own among the temporary files. */
    static Path temporary() {
        String user = System.getProperty("user.name", "").replaceAll("[^A-Za-z0-9._-]", "_");
        return Path.of(System.getProperty("java.io.tmpdir"), "channelwise-" + user);
    }
}
