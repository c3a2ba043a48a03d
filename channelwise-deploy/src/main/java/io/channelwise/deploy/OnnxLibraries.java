package io.channelwise.deploy;

import ai.onnxruntime.OrtEnvironment;
import io.channelwise.runtime.NativeLibraries;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * ONNX Runtime's libraries, extracted once into the folder of native libraries. By itself ONNX Runtime extracts 24 MB
 * among the temporary files at every start, and leaves them there when it is killed.
 */
final class OnnxLibraries {

    private static final String FOLDER = "onnxruntime.native.path";
    private static final List<String> NAMES = List.of("onnxruntime", "onnxruntime4j_jni");

    private static boolean loaded;

    private OnnxLibraries() {}

    /**
     * Loads them, the first time.
     *
     * @throws io.channelwise.runtime.NativeLibraryError if they cannot be loaded
     */
    static synchronized void load() {
        if (!loaded) {
            NativeLibraries.load(sources().stream(), OnnxLibraries::extractAndLoad);
            loaded = true;
        }
    }

    /** Where they come from; empty on a system that ONNX Runtime knows by another name, where it has its own way. */
    private static List<URL> sources() {
        String place = "/ai/onnxruntime/native/" + system() + "-" + processor() + "/";
        List<URL> sources = Stream.concat(NAMES.stream(), Stream.of("onnxruntime_providers_shared"))
                .map(name -> OrtEnvironment.class.getResource(place + System.mapLibraryName(name)))
                .filter(Objects::nonNull)
                .toList();
        return sources.size() < NAMES.size() ? List.of() : sources;
    }

    private static String system() {
        String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        return name.contains("mac") ? "osx" : name.contains("win") ? "win" : "linux";
    }

    private static String processor() {
        String name = System.getProperty("os.arch");
        return name.equals("amd64") || name.equals("x86_64") ? "x64" : name;
    }

    private static void extractAndLoad() {
        List<URL> sources = sources();
        if (System.getProperty(FOLDER) == null && !sources.isEmpty()) {
            System.setProperty(FOLDER, extracted(sources).toString());
        }
        try (TemporaryFolder folder = new TemporaryFolder()) {
            Class.forName(OrtEnvironment.class.getName());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path extracted(List<URL> sources) {
        try {
            Path folder = NativeLibraries.folder().resolve("onnxruntime-" + version(sources.get(0)));
            Files.createDirectories(folder);
            for (URL source : sources) {
                String path = source.getPath();
                Path file = folder.resolve(path.substring(path.lastIndexOf('/') + 1));
                URLConnection connection = source.openConnection();
                if (!Files.exists(file) || Files.size(file) != connection.getContentLengthLong()) {
                    try (InputStream in = connection.getInputStream()) {
                        Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
                    }
                }
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What tells it from others of its length; a jar knows the checksums of what is in it. */
    private static String version(URL source) throws IOException {
        URLConnection connection = source.openConnection();
        return Long.toHexString(
                connection instanceof JarURLConnection jar ? jar.getJarEntry().getCrc() : connection.getLastModified());
    }
}
