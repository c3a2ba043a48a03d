package io.channelwise.weights;

import java.nio.file.Path;

/** Where downloads are kept: {@code $CHANNELWISE_CACHE}, else {@code ~/.cache/channelwise}. */
public final class CacheFolder {

    private CacheFolder() {}

    /** The folder there for one kind of files, which need not exist yet. */
    public static Path named(String kind) {
        String wish = System.getenv("CHANNELWISE_CACHE");
        Path root = wish == null || wish.isBlank()
                ? Path.of(System.getProperty("user.home"), ".cache", "channelwise")
                : Path.of(wish);
        return root.resolve(kind);
    }
}
