package io.channelwise.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FiguresTest {

    @Test
    void percents() {
        assertThat(Figures.percent(0.93418)).isEqualTo("93.42%");
        assertThat(Figures.percent(1)).isEqualTo("100.00%");
        assertThat(Figures.percent(Double.NaN)).isEqualTo("–");
    }

    @Test
    void losses() {
        assertThat(Figures.loss(0.21345)).isEqualTo("0.2135");
        assertThat(Figures.loss(123456)).isEqualTo("1.23e+05");
        assertThat(Figures.loss(Double.POSITIVE_INFINITY)).isEqualTo("–");
    }

    @Test
    void counts() {
        assertThat(Figures.shortCount(9_999)).isEqualTo("9,999");
        assertThat(Figures.shortCount(274_490)).isEqualTo("274.5 k");
        assertThat(Figures.shortCount(28_088_024)).isEqualTo("28.09 M");
    }

    @Test
    void durations() {
        assertThat(Figures.duration(4.26)).isEqualTo("4.3 s");
        assertThat(Figures.duration(42.3)).isEqualTo("42 s");
        assertThat(Figures.duration(200)).isEqualTo("3 min 20 s");
        assertThat(Figures.duration(7_500)).isEqualTo("2 h 5 min");
        assertThat(Figures.duration(Double.NaN)).isEqualTo("–");
    }
}
