package io.channelwise.diagnosis;

import io.channelwise.runtime.CacheFolder;
import java.nio.file.Path;
import java.util.List;

/** The folders that the program keeps files in, beside those that the user names. */
final class Folders {

    private static final String CACHE = "CHANNELWISE_CACHE";

    private Folders() {}

    /**
     * A folder and what moves it.
     *
     * @param folder as it was found
     * @param setting the variable or property that names another
     */
    record Kept(Folder folder, String setting) {}

    /** The temporary folder alone, which child processes need. */
    static Kept temporary() {
        return new Kept(
                Folder.examine("temporary files", Path.of(System.getProperty("java.io.tmpdir"))), "-Djava.io.tmpdir");
    }

    /**
     * All of them.
     *
     * @param javacpp where JavaCPP says that it unpacks natives; empty if it could not be asked
     */
    static List<Kept> all(String javacpp) {
        return List.of(
                new Kept(Folder.examine("downloaded weights", CacheFolder.named("weights")), CACHE),
                new Kept(Folder.examine("exported models", CacheFolder.named("onnx")), CACHE),
                new Kept(Folder.examine("datasets", CacheFolder.named("datasets")), CACHE),
                new Kept(
                        Folder.examine(
                                "unpacked natives", javacpp.isEmpty() ? CacheFolder.named("native") : Path.of(javacpp)),
                        CACHE),
                temporary());
    }
}
