package io.channelwise.diagnosis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The version of a native library on the class path.
 *
 * @param library {@code pytorch}, as its artifact is named
 * @param version {@code 2.13.0-1.5.14}; several where its parts are of different versions; empty if it is not there
 * @param fits whether it belongs with the others
 * @param remark why it does not fit, or fits though it was built for another JavaCPP
 */
public record NativeVersion(String library, String version, boolean fits, String remark) {

    private static final String JAVACPP = "javacpp";
    private static final List<String> BUILT_FOR_JAVACPP = List.of("pytorch", "openblas", "opencv");

    /** Built for one JavaCPP, tested with another, for which they have not been released. */
    private static final Map<String, String> TESTED = Map.of("0.3.31-1.5.13", "1.5.14", "4.13.0-1.5.13", "1.5.14");

    /** All that are on the class path of a class loader. */
    static List<NativeVersion> of(ClassLoader classes) {
        String javacpp = one(versions(classes, JAVACPP));
        Stream<NativeVersion> first = Stream.of(judge(JAVACPP, versions(classes, JAVACPP), javacpp));
        return Stream.concat(
                        first,
                        BUILT_FOR_JAVACPP.stream().map(library -> judge(library, versions(classes, library), javacpp)))
                .toList();
    }

    /** Whether a library whose parts have these versions goes with a JavaCPP. */
    static NativeVersion judge(String library, Set<String> versions, String javacpp) {
        String version = String.join(" and ", versions);
        if (versions.isEmpty()) {
            return new NativeVersion(library, "", false, "is not on the class path");
        } else if (versions.size() > 1) {
            return new NativeVersion(library, version, false, "its Java classes and its natives differ");
        } else if (library.equals(JAVACPP) || version.endsWith("-" + javacpp)) {
            return new NativeVersion(library, version, true, "");
        }
        return javacpp.equals(TESTED.get(version))
                ? new NativeVersion(library, version, true, "built for another JavaCPP, tested with " + javacpp)
                : new NativeVersion(library, version, false, "was built for another JavaCPP than " + javacpp);
    }

    private static String one(Set<String> versions) {
        return versions.stream().findFirst().orElse("");
    }

    /** The jar of the classes and the jar of the natives each say theirs. */
    private static Set<String> versions(ClassLoader classes, String library) {
        Set<String> versions = new LinkedHashSet<>();
        try {
            String name = "META-INF/maven/org.bytedeco/" + library + "/pom.properties";
            for (URL url : Collections.list(classes.getResources(name))) {
                try (InputStream in = url.openStream()) {
                    Properties properties = new Properties();
                    properties.load(in);
                    versions.add(properties.getProperty("version", ""));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return versions;
    }
}
