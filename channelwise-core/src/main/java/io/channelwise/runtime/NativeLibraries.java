package io.channelwise.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.presets.openblas_nolapack;
import org.bytedeco.opencv.presets.opencv_core;

/**
 * The way in which every native library is loaded: extracted once, into a folder that only this user can write, while no
 * other process extracts there.
 *
 * <p>By itself JavaCPP takes a folder among the temporary files whoever made it, and two first starts at once crash: one
 * replaces the library that the other is just loading.
 *
 * <p>JavaCPP also warns on stderr of each library that was built for another of its own versions. OpenBLAS and OpenCV have
 * not been released for the one that libtorch needs; they are used with it in all tests.
 */
public final class NativeLibraries {

    private static final String LOAD_LIBRARIES = "org.bytedeco.javacpp.loadlibraries";
    private static final String CACHE = "org.bytedeco.javacpp.cachedir";
    private static final String LOCK = ".channelwise.lock";

    /** For the processor alone; a build for CUDA takes far more. */
    private static final int ALL_MEGABYTES = 500;

    private static Path folder;

    /** Whether nothing but what is loaded here is in the folder. */
    private static boolean ours;

    private NativeLibraries() {}

    /**
     * The folder that they are extracted into and loaded from.
     *
     * @throws NativeLibraryError if there is none that can be used
     */
    public static synchronized Path folder() {
        if (folder == null) {
            folder = take(NativeFolder.choose());
            checkVersionsInSilence();
        }
        return folder;
    }

    /** JavaCPP asks once in a process: where others have used it before, the folder is the one that it has. */
    private static Path take(Path chosen) {
        System.setProperty(CACHE, chosen.toString());
        try {
            Path taken = Loader.getCacheDir().toPath();
            ours = taken.equals(chosen);
            return ours ? chosen : PrivateFolder.make(taken);
        } catch (IOException e) {
            throw new NativeLibraryError(
                    "native libraries are not loaded from the folder that JavaCPP has taken already: " + IoReasons.of(e)
                            + "; set org.bytedeco.javacpp.cachedir to a folder of your own that nobody else can write",
                    e);
        }
    }

    /**
     * Where JavaCPP takes a library from, for {@link #load}.
     *
     * @param library such as {@code pytorch}
     * @param file the name of one file of it, without what the system puts around names
     */
    public static Stream<URL> ofJavaCpp(String library, String file) {
        String place = "/org/bytedeco/" + library + "/" + Loader.getPlatform();
        return Stream.of("", "-gpu")
                .map(kind -> NativeLibraries.class.getResource(place + kind + "/" + System.mapLibraryName(file)))
                .filter(Objects::nonNull);
    }

    /**
     * Loads libraries for the first time in this process, which may extract them. Once they are there, several processes
     * do so at once.
     *
     * @param sources where they come from: what is there only once, for whatever version
     * @param action loads them all
     * @throws NativeLibraryError if they cannot be loaded, with the reason
     */
    public static synchronized void load(Stream<URL> sources, Runnable action) {
        Path in = folder();
        Set<String> libraries = new TreeSet<>();
        sources.map(NativeLibraries::identity).forEach(libraries::add);
        try {
            if (!loadShared(in, libraries, action)) {
                loadAlone(in, libraries, action);
            }
        } catch (IOException | UncheckedIOException | LinkageError e) {
            throw failure(in, e);
        }
    }

    private static boolean loadShared(Path in, Set<String> libraries, Runnable action) throws IOException {
        try (ProcessLock lock = ProcessLock.share(in.resolve(LOCK))) {
            boolean isThere = ours && NativeRecord.read(in).holds(libraries, in);
            if (isThere) {
                action.run();
            }
            return isThere;
        }
    }

    private static void loadAlone(Path in, Set<String> libraries, Runnable action) throws IOException {
        try (ProcessLock lock = ProcessLock.take(in.resolve(LOCK), () -> {})) {
            NativeRecord record = NativeRecord.read(in);
            if (ours) {
                record.deleteOthers(in);
            }
            action.run();
            if (ours) {
                record(record, libraries, in);
            }
        }
    }

    /** Without a record they are extracted again the next time. */
    private static void record(NativeRecord record, Set<String> libraries, Path in) {
        try {
            record.write(libraries, in);
        } catch (IOException e) {
            return;
        }
    }

    /** Its jar, as JavaCPP calls folders after it, and what would differ in another of that name. */
    private static String identity(URL source) {
        try {
            URLConnection connection = source.openConnection();
            if (connection instanceof JarURLConnection jar) {
                Path file = Path.of(jar.getJarFile().getName());
                return file.getFileName() + " " + jar.getEntryName() + " "
                        + jar.getJarEntry().getSize() + " " + jar.getJarEntry().getTime();
            }
            return source + " " + connection.getContentLengthLong() + " " + connection.getLastModified();
        } catch (IOException e) {
            throw new NativeLibraryError(source + " cannot be read: " + IoReasons.of(e), e);
        }
    }

    private static NativeLibraryError failure(Path in, Throwable e) {
        if (e instanceof NativeLibraryError known) {
            return known;
        }
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String reason = root instanceof IOException io
                ? IoReasons.of(io)
                : String.valueOf(root.getMessage()).lines().findFirst().orElse("no reason given");
        long megabytes = in.toFile().getUsableSpace() / 1_000_000;
        // JavaCPP keeps to itself that a disk was full, and complains of the library that was not written.
        String room = megabytes < ALL_MEGABYTES
                ? "; " + megabytes + " MB are free there and all libraries take some " + ALL_MEGABYTES
                        + ": make room, or set CHANNELWISE_CACHE to another folder of yours"
                : "";
        return new NativeLibraryError("native libraries cannot be loaded from " + in + ": " + reason + room, e);
    }

    /** Versions are compared when these classes are initialised, and not complained of while nothing may be loaded. */
    private static void checkVersionsInSilence() {
        String before = System.getProperty(LOAD_LIBRARIES);
        System.setProperty(LOAD_LIBRARIES, "false");
        try {
            initialize(openblas_nolapack.class);
            initialize(opencv_core.class);
        } finally {
            if (before == null) {
                System.clearProperty(LOAD_LIBRARIES);
            } else {
                System.setProperty(LOAD_LIBRARIES, before);
            }
        }
    }

    private static void initialize(Class<?> type) {
        try {
            Class.forName(type.getName(), true, type.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
