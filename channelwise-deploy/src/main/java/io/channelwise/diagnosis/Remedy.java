package io.channelwise.diagnosis;

import java.util.Map;

/** A setting that has the libraries compute in another way. */
enum Remedy {
    /** The other memory layout; the self-test has tried both already. */
    CONTIGUOUS("train --memory-format contiguous", Map.of()),
    /** See {@link #CONTIGUOUS}. */
    CHANNELS_LAST("train --memory-format channels-last", Map.of()),
    ONE_THREAD("OMP_NUM_THREADS=1", Map.of("OMP_NUM_THREADS", "1")),
    LIBTORCH_AVX2("ATEN_CPU_CAPABILITY=avx2", Map.of("ATEN_CPU_CAPABILITY", "avx2")),
    LIBTORCH_PLAIN("ATEN_CPU_CAPABILITY=default", Map.of("ATEN_CPU_CAPABILITY", "default")),
    ONEDNN_AVX2("ONEDNN_MAX_CPU_ISA=AVX2", Map.of("ONEDNN_MAX_CPU_ISA", "AVX2")),
    ONEDNN_SSE41("ONEDNN_MAX_CPU_ISA=SSE41", Map.of("ONEDNN_MAX_CPU_ISA", "SSE41"));

    private final String words;
    private final Map<String, String> environment;

    Remedy(String words, Map<String, String> environment) {
        this.words = words;
        this.environment = environment;
    }

    /** As the user sets it: an option, or a variable of the environment. */
    String words() {
        return words;
    }

    /** The variables to set. */
    Map<String, String> environment() {
        return environment;
    }
}
