package io.channelwise.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.channelwise.report.EpochRecord;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ConsoleProgressTest {

    private static final EpochRecord EPOCH = new EpochRecord(1, 0.1, 0.5, 0.9, 0.4, 0.95, 1, 61, 100);

    private final StringWriter written = new StringWriter();

    private ConsoleProgress progress(boolean terminal) {
        return new ConsoleProgress(new PrintWriter(written, true), terminal);
    }

    @Test
    void epochsAreATableWithOneHeading() {
        ConsoleProgress progress = progress(false);
        progress.epochFinished(EPOCH, 10);
        progress.epochFinished(EPOCH, 10);
        assertThat(written.toString().lines()).hasSize(3).first().asString().contains("train loss", "time");
        assertThat(written.toString()).contains("1/10", "90.00 %", "95.00 %", "1:01");
    }

    @Test
    void aLogHasNoBar() {
        ConsoleProgress progress = progress(false);
        progress.passStarted("train 1/2", 100);
        progress.batchDone(50, 1);
        progress.passFinished();
        assertThat(written.toString()).isEmpty();
    }

    @Test
    void theBarLeavesAnEmptyLineToMessages() {
        ConsoleProgress progress = progress(true);
        progress.passStarted("train 1/2", 100);
        progress.batchDone(50, 1);
        progress.passFinished();
        assertThat(written.toString())
                .contains("train 1/2")
                .endsWith("\r\u001b[K")
                .doesNotContain("\n");
    }

    @Test
    void afterTheLastWordsNothingIsSaid() {
        ConsoleProgress progress = progress(true);
        progress.passStarted("train 1/2", 100);
        progress.stop("stopped; go on with: x");
        progress.passFinished();
        progress.epochFinished(EPOCH, 2);
        progress.passStarted("test", 100);
        assertThatThrownBy(() -> progress.batchDone(50, 1)).isInstanceOf(Interruption.Stopped.class);
        progress.passFinished();
        assertThat(written.toString()).endsWith("stopped; go on with: x" + System.lineSeparator());
    }

    @Test
    void textsFitTheirNumbers() {
        assertThat(Texts.plural(1, "thread")).isEqualTo("1 thread");
        assertThat(Texts.time(3723)).isEqualTo("1:02:03");
    }
}
