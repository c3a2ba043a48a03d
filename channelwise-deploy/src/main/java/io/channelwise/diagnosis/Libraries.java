package io.channelwise.diagnosis;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the native libraries make of the processor, by their own words; empty where one could not be loaded.
 *
 * @param libtorch the instruction set of its kernels, {@code AVX512}
 * @param oneDnn the instruction set of its generated code, {@code Intel AVX-512 with float16 ...}
 * @param oneDnnVersion {@code 3.12.0}
 * @param limits variables of the environment that hold one of them to less
 */
public record Libraries(
        String libtorch,
        @JsonProperty("onednn") String oneDnn,
        @JsonProperty("onednn_version") String oneDnnVersion,
        Map<String, String> limits) {

    private static final List<String> LIMITS = List.of("ATEN_CPU_CAPABILITY", "ONEDNN_MAX_CPU_ISA", "DNNL_MAX_CPU_ISA");
    private static final Pattern INSTRUCTION_SET = Pattern.compile("onednn_verbose.*,cpu,isa:(.*)");
    private static final Pattern VERSION = Pattern.compile("v(\\d+(?:\\.\\d+)*)");

    /**
     * From what the child processes answered and oneDNN printed.
     *
     * @param libtorch its facts, or {@code null}
     * @param oneDnn its facts, or {@code null}
     */
    static Libraries of(JsonNode libtorch, JsonNode oneDnn, List<String> talk, Map<String, String> environment) {
        Map<String, String> limits = new TreeMap<>(environment);
        limits.keySet().retainAll(LIMITS);
        String set = talk.stream()
                .map(INSTRUCTION_SET::matcher)
                .filter(Matcher::find)
                .map(line -> line.group(1).strip())
                .findFirst()
                .orElse("");
        return new Libraries(
                libtorch == null ? "" : libtorch.path("capability").asText(), set, version(oneDnn), limits);
    }

    private static String version(JsonNode oneDnn) {
        Matcher version =
                VERSION.matcher(oneDnn == null ? "" : oneDnn.path("version").asText());
        return version.find() ? version.group(1) : "";
    }
}
