package io.channelwise.diagnosis;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * All that {@link Doctor} found.
 *
 * @param processor as the system tells it
 * @param caches of the first core, as the system tells them; empty where it tells none
 * @param libraries the instruction sets that libraries really use
 * @param threads of one operation
 * @param allocator where memory comes from
 * @param java that runs this
 * @param versions of the native libraries, and whether they fit each other
 * @param gpu what is known of one
 * @param folders that the program keeps files in
 * @param selfTest how the self-test went; {@code null} where it was not asked for
 * @param problems what is wrong, and what to do; empty where nothing is
 */
public record Diagnosis(
        Processor processor,
        List<Cache> caches,
        Libraries libraries,
        Threads threads,
        Allocator allocator,
        JavaRuntime java,
        List<NativeVersion> versions,
        Gpu gpu,
        List<Folder> folders,
        @JsonProperty("self_test") SelfTestResult selfTest,
        List<Problem> problems) {}
