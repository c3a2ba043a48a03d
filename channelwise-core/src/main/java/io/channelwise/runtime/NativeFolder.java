package io.channelwise.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Chooses the folder into which native libraries are extracted, once for all processes: {@code native} in
 * {@link CacheFolder}, else one of the user's own among the temporary files, else a fresh one that is deleted at exit.
 * Where none of the first is there yet but a later one is, that is used. A folder that others could write is passed over,
 * as is one from which no program may run: see {@link PrivateFolder}.
 */
final class NativeFolder {

    private static final String KIND = "native";

    /** JavaCPP's; it knows two spellings. */
    private static final List<String> WISHES =
            List.of("org.bytedeco.javacpp.cachedir", "org.bytedeco.javacpp.cacheDir");

    private static final String REMEDY = "set CHANNELWISE_CACHE to a folder of your own that nobody else can write, and"
            + " from which programs may run";

    private NativeFolder() {}

    /** The user's wish comes first. */
    static Path choose() {
        List<Path> lasting = Stream.concat(
                        WISHES.stream()
                                .map(System::getProperty)
                                .filter(wish -> wish != null && !wish.isBlank())
                                .map(wish -> Path.of(wish, "channelwise")),
                        Stream.of(
                                        CacheFolder.named(KIND),
                                        CacheFolder.usual().resolve(KIND),
                                        CacheFolder.temporary().resolve(KIND))
                                .distinct()
                                .sorted(Comparator.comparing(folder -> !Files.isDirectory(folder))))
                .toList();
        return choose(lasting, temporary());
    }

    private static List<Path> temporary() {
        return List.of(
                Path.of(System.getProperty("java.io.tmpdir")),
                Path.of("/var/tmp"),
                CacheFolder.named(KIND).toAbsolutePath().getParent());
    }

    /**
     * The first that can be used.
     *
     * @param lasting made where they are missing
     * @param parents of a fresh one
     * @throws NativeLibraryError with all the reasons if none can
     */
    static Path choose(List<Path> lasting, List<Path> parents) {
        List<String> reasons = new ArrayList<>();
        for (Path folder : lasting) {
            try {
                return PrivateFolder.make(folder);
            } catch (IOException e) {
                reasons.add(folder + ": " + IoReasons.of(e));
            }
        }
        for (Path parent : parents) {
            try {
                Path fresh = PrivateFolder.fresh(parent);
                deleteAtExit(fresh);
                return fresh;
            } catch (IOException e) {
                reasons.add("a fresh folder in " + parent + ": " + IoReasons.of(e));
            }
        }
        throw new NativeLibraryError(
                "there is no folder for native libraries (" + String.join("; ", reasons) + "): " + REMEDY);
    }

    private static void deleteAtExit(Path folder) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder), "channelwise-native-cleanup"));
    }

    private static void delete(Path folder) {
        try {
            FolderTree.delete(folder);
        } catch (IOException e) {
            // Nobody is left who could do more about it.
            return;
        }
    }
}
