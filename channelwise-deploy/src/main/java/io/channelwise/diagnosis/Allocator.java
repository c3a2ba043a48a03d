package io.channelwise.diagnosis;

import java.io.File;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Where the C library's memory comes from.
 *
 * @param settings variables of the environment that name settings or another allocator
 * @param library the file name of an allocator that is loaded before the C library; empty if there is none
 * @param source who has set it up: {@code environment}, {@code mallopt} for the library itself, or {@code system} where the
 *     C library is not glibc
 */
public record Allocator(Map<String, String> settings, String library, String source) {

    private static final List<String> ALLOCATORS = List.of("jemalloc", "tcmalloc", "mimalloc", "hoard", "tbbmalloc");

    static Allocator of(Map<String, String> environment, boolean linux) {
        Map<String, String> settings = new TreeMap<>();
        environment.forEach((name, value) -> {
            if (name.startsWith("MALLOC_") || name.equals("GLIBC_TUNABLES") || name.equals("LD_PRELOAD")) {
                settings.put(name, value);
            }
        });
        return new Allocator(
                settings,
                preloaded(environment.getOrDefault("LD_PRELOAD", "")),
                settings.isEmpty() ? (linux ? "mallopt" : "system") : "environment");
    }

    /** {@code LD_PRELOAD} is a list with colons or spaces between. */
    private static String preloaded(String list) {
        return Stream.of(list.split("[: ]+"))
                .map(path -> new File(path).getName())
                .filter(name -> ALLOCATORS.stream().anyMatch(name::contains))
                .findFirst()
                .orElse("");
    }
}
