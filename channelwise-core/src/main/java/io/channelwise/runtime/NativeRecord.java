package io.channelwise.runtime;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What has been extracted into the folder of native libraries wholly and for good: the libraries that were loaded from it,
 * and each file's length and time. What a killed process or a power cut has left there is in no record.
 *
 * @param loaded the libraries, by where they come from
 * @param files length and time of each file, by its path in the folder; of a link, where it leads
 */
record NativeRecord(Set<String> loaded, Map<String, String> files) {

    static final String FILE = "extracted.txt";

    private static final String LIBRARY = "library\t";

    /** The record in a folder; empty where there is none that can be read. */
    static NativeRecord read(Path folder) {
        NativeRecord record = new NativeRecord(new TreeSet<>(), new TreeMap<>());
        try {
            Files.readAllLines(folder.resolve(FILE)).forEach(record::add);
        } catch (IOException e) {
            record.files.clear();
            record.loaded.clear();
        }
        return record;
    }

    private void add(String line) {
        String[] words = line.split("\t", 2);
        if (line.startsWith(LIBRARY)) {
            loaded.add(words[1]);
        } else if (words.length == 2) {
            files.put(words[1], words[0]);
        }
    }

    /** Whether these libraries were loaded from the folder before, and it is as it was then. */
    boolean holds(Set<String> libraries, Path folder) throws IOException {
        return loaded.containsAll(libraries) && files.equals(filesIn(folder));
    }

    /** Deletes what is not as it was recorded, to be extracted again. */
    void deleteOthers(Path folder) throws IOException {
        for (Map.Entry<String, String> file : filesIn(folder).entrySet()) {
            if (!file.getValue().equals(files.get(file.getKey()))) {
                Files.deleteIfExists(folder.resolve(file.getKey()));
            }
        }
    }

    /** Records the folder as it is, once all in it is on the disk. */
    void write(Set<String> libraries, Path folder) throws IOException {
        Map<String, String> now = filesIn(folder);
        List<String> lines = new ArrayList<>();
        Stream.concat(loaded.stream(), libraries.stream()).distinct().forEach(name -> lines.add(LIBRARY + name));
        for (Map.Entry<String, String> file : now.entrySet()) {
            if (!file.getValue().equals(files.get(file.getKey()))) {
                sync(folder.resolve(file.getKey()));
            }
            lines.add(file.getValue() + "\t" + file.getKey());
        }
        Path beside = folder.resolve("." + FILE + ".tmp");
        Files.write(beside, lines);
        sync(beside);
        Files.move(beside, folder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void sync(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // Windows syncs only what is open for writing.
            return;
        }
    }

    /** Those in its sub-folders; what lies in the folder itself is the record, and locks. */
    private static Map<String, String> filesIn(Path folder) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) all::iterator) {
                BasicFileAttributes attributes =
                        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                if (!attributes.isDirectory() && !file.getParent().equals(folder)) {
                    files.put(folder.relativize(file).toString(), state(file, attributes));
                }
            }
        }
        return files;
    }

    private static String state(Path file, BasicFileAttributes attributes) throws IOException {
        return attributes.isSymbolicLink()
                ? "-> " + Files.readSymbolicLink(file)
                : attributes.size() + " bytes of " + attributes.lastModifiedTime();
    }
}
