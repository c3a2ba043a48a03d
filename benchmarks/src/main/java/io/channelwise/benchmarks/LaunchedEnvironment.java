package io.channelwise.benchmarks;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What the launcher sets in the environment of Java: the allocator and how threads wait for each other. */
final class LaunchedEnvironment {

    /** What any shell sets, and how this program is started. */
    private static final Set<String> NOT_MEANT = Set.of("CHANNELWISE_JAVA_OPTS", "OLDPWD", "PWD", "SHLVL", "_");

    private LaunchedEnvironment() {}

    /** Prints the environment that the launcher gave this program, as JSON. */
    public static void main(String[] words) throws IOException {
        System.out.println(JsonMapper.builder().build().writeValueAsString(System.getenv()));
    }

    /** The variables that a program sees when the launcher starts it, and not when this one does. */
    static Map<String, String> of(Checkout checkout) throws IOException {
        Contestant asked = Contestant.launched(
                "environment", checkout.launcher(), checkout.classPath(), LaunchedEnvironment.class);
        Map<String, String> launched = new TreeMap<>(JsonMapper.builder()
                .build()
                .readValue(asked.start(List.of()).getInputStream(), new TypeReference<Map<String, String>>() {}));
        launched.keySet().removeAll(NOT_MEANT);
        launched.entrySet().removeAll(System.getenv().entrySet());
        return launched;
    }
}
