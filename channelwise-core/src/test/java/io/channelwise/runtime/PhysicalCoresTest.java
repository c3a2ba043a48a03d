package io.channelwise.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PhysicalCoresTest {

    @Test
    void hyperThreadsOfOneCoreCountOnce() {
        List<String> cpuinfo = List.of(
                "processor\t: 0",
                "physical id\t: 0",
                "core id\t\t: 0",
                "processor\t: 1",
                "physical id\t: 0",
                "core id\t\t: 0",
                "processor\t: 2",
                "physical id\t: 1",
                "core id\t\t: 0");

        assertThat(PhysicalCores.count(cpuinfo)).isEqualTo(2);
    }

    @Test
    void isUnknownWhereTheSystemDoesNotSay() {
        assertThat(PhysicalCores.count(List.of("processor\t: 0"))).isZero();
    }
}
