package io.channelwise.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class MemoryReuseTest {

    @Test
    void leavesAnAllocatorAloneThatTheUserHasSetUp() {
        assertThat(MemoryReuse.isSetUp(Map.of("MALLOC_ARENA_MAX", "2"))).isTrue();
        assertThat(MemoryReuse.isSetUp(Map.of("GLIBC_TUNABLES", "glibc.malloc.hugetlb=1")))
                .isTrue();
        assertThat(MemoryReuse.isSetUp(Map.of("LD_PRELOAD", "libtcmalloc.so"))).isTrue();
        assertThat(MemoryReuse.isSetUp(Map.of("PATH", "/bin"))).isFalse();
    }
}
