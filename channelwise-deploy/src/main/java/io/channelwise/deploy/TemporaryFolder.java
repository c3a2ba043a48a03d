package io.channelwise.deploy;

import io.channelwise.runtime.IoReasons;
import io.channelwise.runtime.NativeLibraries;
import io.channelwise.runtime.NativeLibraryError;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Among the temporary files ONNX Runtime makes a folder when it is loaded, also where it has nothing to put there, and
 * deletes it when the process ends well. Open while it is loaded; then the folder goes.
 */
final class TemporaryFolder implements AutoCloseable {

    private static final String PLACE = "java.io.tmpdir";

    /**
     * Java asks for the place of temporary files once, mostly when the first is made, so another may still be given.
     *
     * @throws NativeLibraryError if there is none where one could be made
     */
    TemporaryFolder() {
        Path place = Path.of(System.getProperty(PLACE));
        if (!Files.isDirectory(place) || !Files.isWritable(place)) {
            System.setProperty(PLACE, NativeLibraries.folder().toString());
        }
        try {
            Files.delete(Files.createTempDirectory("channelwise"));
        } catch (IOException e) {
            throw new NativeLibraryError(
                    "ONNX Runtime needs a folder for temporary files, and none can be made in " + place + ": "
                            + IoReasons.of(e) + "; give another place with CHANNELWISE_JAVA_OPTS=-D" + PLACE
                            + "=FOLDER",
                    e);
        }
    }

    /** Only ONNX Runtime knows its name. */
    @Override
    public void close() {
        try {
            Field folder = Class.forName("ai.onnxruntime.OnnxRuntime").getDeclaredField("tempDirectory");
            folder.setAccessible(true);
            Files.deleteIfExists((Path) folder.get(null));
        } catch (ReflectiveOperationException | IOException | RuntimeException e) {
            // It is empty, and goes when the process ends.
            return;
        }
    }
}
