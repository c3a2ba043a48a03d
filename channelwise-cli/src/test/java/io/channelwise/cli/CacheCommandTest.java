package io.channelwise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

/** Only looks: what is cleared would be the user's own. */
class CacheCommandTest {

    @Test
    void eachCacheIsNamedWithItsFolder() {
        JsonNode caches = Cli.run("cache", "--json").json();
        assertThat(caches.findValuesAsText("kind")).containsExactly("weights", "datasets", "exports", "natives");
        assertThat(caches).allSatisfy(cache -> {
            assertThat(cache.get("folder").asText()).isNotEmpty();
            assertThat(cache.get("files").asInt()).isNotNegative();
            assertThat(cache.get("bytes").asLong()).isNotNegative();
            assertThat(cache.get("removed").asBoolean()).isFalse();
        });
        assertThat(caches.get(2).get("bound").asLong()).isPositive();
        assertThat(Cli.run("cache").done().out())
                .contains("weights", "exports", "natives", "CHANNELWISE_EXPORTS_MB says how many megabytes");
    }

    @Test
    void publishedWeightsAreListed() {
        JsonNode weights = Cli.run("models", "--pretrained", "--json").json();
        assertThat(weights.findValuesAsText("model"))
                .contains("resnet18", "se_resnet50", "resnet20", "resnet110")
                .hasSize(11);
        assertThat(weights)
                .allSatisfy(one -> assertThat(one.get("uri").asText()).startsWith("https://"));
        Cli table = Cli.run("models", "--pretrained").done();
        assertThat(table.out()).containsPattern("se_resnet50 +224 +1,000 +(yes|no) +https://github.com/");
    }
}
