package io.channelwise.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ThreadCountTest {

    private static int from(String... pairs) {
        return ThreadCount.from(
                pairs.length == 2 ? Map.of(pairs[0], pairs[1]) : Map.of(pairs[0], pairs[1], pairs[2], pairs[3]));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {"3,3", "\"4,2\",4", "\" 5 , 2 \",5", "007,7"})
    void theFirstNumberOfTheVariableCounts(String value, int threads) {
        assertThat(from("OMP_NUM_THREADS", value)).isEqualTo(threads);
    }

    @Test
    void withoutAWishItIsThePhysicalCores() {
        assertThat(ThreadCount.from(Map.of())).isEqualTo(PhysicalCores.count());
        assertThat(from("OMP_NUM_THREADS", " ")).isEqualTo(PhysicalCores.count());
    }

    @Test
    void theLimitOfOpenMpHoldsForBoth() {
        assertThat(from("OMP_THREAD_LIMIT", "1")).isEqualTo(1);
        assertThat(from("OMP_NUM_THREADS", "4", "OMP_THREAD_LIMIT", "2")).isEqualTo(2);
        assertThat(from("OMP_NUM_THREADS", "4", "OMP_THREAD_LIMIT", "99999999999999"))
                .isEqualTo(4);
    }

    @Test
    void moreThanTheLimitIsRefusedToWhoeverAsks() {
        Map<String, String> environment = Map.of("OMP_THREAD_LIMIT", "2");

        assertThat(ThreadCount.require("threads", 2, environment)).isEqualTo(2);
        assertThatThrownBy(() -> ThreadCount.require("threads", 3, environment))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("threads: 3; OMP_THREAD_LIMIT allows 2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "9999", "99999999999999999999", "garbage", "2.5", "4;2", ",2", "0x4", "٤"})
    void whatNoMachineCanDoIsRefused(String value) {
        assertThatThrownBy(() -> from("OMP_NUM_THREADS", value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("OMP_NUM_THREADS: ")
                .hasMessageContaining("allowed: 1 to " + ThreadCount.most());
    }

    @Test
    void aLimitThatIsNoNumberIsRefused() {
        assertThatThrownBy(() -> from("OMP_THREAD_LIMIT", "none"))
                .hasMessage("OMP_THREAD_LIMIT: none; allowed: 1 or more; or unset it");
    }

    @Test
    void eightForEachProcessorIsTheMost() {
        int most = 8 * Runtime.getRuntime().availableProcessors();

        assertThat(ThreadCount.require("threads", most)).isEqualTo(most);
        assertThatThrownBy(() -> Engine.setThreads(most + 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("threads: " + (most + 1) + "; allowed: 1 to " + most);
        assertThatThrownBy(() -> Engine.setThreads(0)).hasMessageStartingWith("threads: 0; allowed: 1 to ");
    }
}
