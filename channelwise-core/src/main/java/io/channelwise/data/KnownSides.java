package io.channelwise.data;

import java.io.File;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * On which side of the division images were when a network was trained; what is not on record is new.
 *
 * @param origin who recorded it, such as a run's folder
 * @param heldOut the test images, by their names from the data's folder on, with slashes
 * @param trained the training images; empty if they were not recorded, when every image that is not held out has to be
 *     taken for one of them
 * @param here whether the images to be read now are in the very folder that the recorded ones were in
 */
public record KnownSides(String origin, Set<String> heldOut, Optional<Set<String>> trained, boolean here) {

    /** The least share of the recorded test images that a folder must hold to be the recorded one. */
    private static final double LEAST_FOUND = 0.5;

    /** Keeps its own copies of the names. */
    public KnownSides {
        heldOut = keys(heldOut);
        trained = trained.map(KnownSides::keys);
    }

    private static Set<String> keys(Set<String> names) {
        Set<String> keys = new HashSet<>();
        names.forEach(name -> keys.add(key(name)));
        return Set.copyOf(keys);
    }

    /** A name as lists of a line a name hold it, the same on every system. */
    public static String key(String name) {
        return NameHash.composed(line(name));
    }

    /** A name on one line. */
    public static String line(String name) {
        return name.replaceAll("\\R", "?");
    }

    /** Whether a name is held out; empty if it is new. */
    public Optional<Boolean> isHeldOut(String name) {
        String key = key(name);
        if (heldOut.contains(key)) {
            return Optional.of(true);
        }
        return trained.isEmpty() || trained.get().contains(key) ? Optional.of(false) : Optional.empty();
    }

    /**
     * Whether these images are the recorded ones, with some gone or new, or another set: at least half of the test images
     * on record that are of their classes have to be there.
     */
    boolean fit(Set<String> names) {
        Set<String> keys = new HashSet<>();
        Set<String> folders = new HashSet<>();
        names.forEach(name -> {
            keys.add(key(name));
            folders.add(parent(key(name)));
        });
        long expected =
                heldOut.stream().filter(name -> folders.contains(parent(name))).count();
        long found = heldOut.stream().filter(keys::contains).count();
        return found > 0 && found >= LEAST_FOUND * expected;
    }

    private static String parent(String name) {
        return name.substring(0, name.lastIndexOf('/') + 1);
    }

    /** What has become of the recorded images, in a sentence; empty if all are there and none is new. */
    Optional<String> changes(Set<String> names) {
        Set<String> keys = new HashSet<>();
        names.forEach(name -> keys.add(key(name)));
        long gone = heldOut.stream().filter(name -> !keys.contains(name)).count();
        long fresh = names.stream().filter(name -> isHeldOut(name).isEmpty()).count();
        long unlisted = trained.isPresent() ? 0 : names.size() - (heldOut.size() - gone);
        if (trained.isEmpty()) {
            return Optional.of(String.format(
                    Locale.ROOT,
                    "%s: an earlier version drew its test images; the %d in its held-out.txt that are there stay the"
                            + " test, the other %d count as trained on",
                    origin,
                    heldOut.size() - gone,
                    unlisted));
        }
        return gone == 0 && fresh == 0
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "%s: the images keep the sides that they had in training; %d of its %d test images are gone, %d"
                                + " images are new",
                        origin,
                        gone,
                        heldOut.size(),
                        fresh));
    }

    /** The names of files from that one of the folders on that they are in; of others, their whole paths. */
    public static Set<String> below(List<Path> folders, List<String> files) {
        Set<String> names = new HashSet<>();
        files.forEach(file -> names.add(below(folders, file)));
        return names;
    }

    private static String below(List<Path> folders, String file) {
        for (Path folder : folders) {
            String start = folder + File.separator;
            if (file.startsWith(start)) {
                return file.substring(start.length()).replace(File.separatorChar, '/');
            }
        }
        return file;
    }
}
