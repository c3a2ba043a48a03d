package io.channelwise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.channelwise.models.Models;
import org.junit.jupiter.api.Test;

class ModelCommandsTest {

    @Test
    void modelsListsEveryNetworkWithItsParameters() {
        JsonNode models = Cli.run("models", "--json").json();
        assertThat(models).hasSameSizeAs(Models.entries());
        assertThat(models.findValuesAsText("name")).contains("se_resnet20", "sk_resnet20", "resnet50");
        assertThat(models).allSatisfy(model -> {
            assertThat(model.get("parameters").asLong()).isPositive();
            assertThat(model.get("macs").asLong()).isPositive();
        });
    }

    @Test
    void modelsIsATableForPeople() {
        Cli table = Cli.run("models").done();
        assertThat(table.out().lines().filter(line -> line.startsWith("resnet50 ")))
                .singleElement()
                .asString()
                .contains("25,557,032", "4.09 G");
        assertThat(table.err()).isEmpty();
    }

    @Test
    void summaryCounts() {
        JsonNode summary = Cli.run("summary", "resnet50", "--json").json();
        assertThat(summary.get("parameters").asLong()).isEqualTo(25_557_032);
        assertThat(summary.get("macs").asLong()).isEqualTo(4_089_184_256L);
        assertThat(summary.get("input")).hasToString("[3,224,224]");
    }

    @Test
    void summaryFollowsItsOptions() {
        JsonNode summary = Cli.run(
                        "summary", "se_resnet20", "--json", "--channels", "1", "--classes", "7", "--size", "28")
                .json();
        assertThat(summary.get("input")).hasToString("[1,28,28]");
        assertThat(summary.get("stages").get(summary.get("stages").size() - 1).get("shape"))
                .hasToString("[7]");
    }

    @Test
    void summaryIsATableForPeople() {
        assertThat(Cli.run("summary", "se_resnet20").done().out())
                .contains("se_resnet20 for 3 x 32 x 32", "layer1", "total", "338,840");
    }
}
