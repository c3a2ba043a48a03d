package io.channelwise.diagnosis;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A cache of the first core, as the system tells it. Libraries divide their work by such sizes, and on a machine that
 * tells none they guess.
 *
 * @param level 1 is the nearest
 * @param type {@code Data}, {@code Instruction} or {@code Unified}
 * @param size {@code 48K}
 * @param sharedBy the logical cores that share it, {@code 0-1}
 */
public record Cache(
        int level,
        String type,
        String size,
        @JsonProperty("shared_by") String sharedBy) {

    private static final Path FIRST_CORE = Path.of("/sys/devices/system/cpu/cpu0/cache");

    static List<Cache> ofThisMachine() {
        return in(FIRST_CORE);
    }

    /** From a folder of Linux's {@code sysfs}; empty where there is none, or nothing in it. */
    static List<Cache> in(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> entry.getFileName().toString().matches("index\\d+"))
                    .sorted()
                    .filter(entry -> !read(entry, "size").isEmpty())
                    .map(entry -> new Cache(
                            Integer.parseInt("0" + read(entry, "level").replaceAll("\\D", "")),
                            read(entry, "type"),
                            read(entry, "size"),
                            read(entry, "shared_cpu_list")))
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static String read(Path entry, String file) {
        try {
            return Files.readString(entry.resolve(file)).strip();
        } catch (IOException e) {
            return "";
        }
    }

    /** {@code L1 data 48K}. */
    public String words() {
        String kind = type.equals("Unified") ? "" : type.toLowerCase(Locale.ROOT) + " ";
        return "L" + level + " " + kind + size;
    }
}
