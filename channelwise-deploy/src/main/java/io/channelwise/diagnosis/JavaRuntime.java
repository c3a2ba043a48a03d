package io.channelwise.diagnosis;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The Java that runs this.
 *
 * @param version {@code 17.0.15}
 * @param vendor who built it
 * @param home its folder
 * @param heapBytes the largest that the heap may become
 */
public record JavaRuntime(
        String version,
        String vendor,
        String home,
        @JsonProperty("heap_bytes") long heapBytes) {

    static JavaRuntime current() {
        return new JavaRuntime(
                System.getProperty("java.version"),
                System.getProperty("java.vendor"),
                System.getProperty("java.home"),
                Runtime.getRuntime().maxMemory());
    }
}
