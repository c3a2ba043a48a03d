package io.channelwise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WeightsOptionTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "predict a.jpg                                        | missing: --weights=WEIGHTS or --pretrained=MODEL",
                "predict --weights a.pth --pretrained resnet50 a.jpg  | take one of them, not both",
                "predict --pretrained se_resnet34 a.jpg               | no weights are known for se_resnet34",
                "predict --weights http://example.org/a.pth a.jpg     | http://example.org/a.pth: is not https",
                "evaluate --weights timm/.. --data shapes             | timm/..: is no name of a repository"
            })
    void refusesWrongUsage(String arguments, String message) {
        CommandRun run = CommandRun.of((Object[]) arguments.split(" "));

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains(message).hasLineCount(1);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void progressIsALineForEachDownload() {
        StringWriter err = new StringWriter();
        DownloadProgress progress = new DownloadProgress(new PrintWriter(err, true), false);
        URI uri = URI.create("https://example.org/a.pth");

        progress.started(uri, 0, 97_800_000);
        progress.advanced(10_000_000);
        progress.stopped();
        progress.retrying(uri, "no byte came for 30 s");
        progress.started(uri, 10_000_000, 97_800_000);

        assertThat(err.toString().lines())
                .containsExactly(
                        "downloading https://example.org/a.pth, 97.8 MB",
                        "no byte came for 30 s; trying again",
                        "downloading https://example.org/a.pth, 97.8 MB, from 10.0 MB on");
    }
}
