package io.channelwise.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonTest {

    private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
    private static final String HOSTILE = "</script><script>alert(1)</script>{{page.json}}";

    @Test
    void settingsThatDifferAreListedWithTheValueOfEachRun() {
        Map<String, String> other = new LinkedHashMap<>(SampleReports.settings());
        other.put("learning rate", "0.2");
        other.remove("threads");
        other.put("mixup", "0.4");

        Comparison comparison = compare(run("a", SampleReports.settings()), run("b", other));

        assertThat(comparison.settings())
                .containsExactly(
                        Map.entry("learning rate", List.of("0.1", "0.2")),
                        Map.entry("threads", List.of("2", "–")),
                        Map.entry("mixup", List.of("–", "0.4")));
        assertThat(comparison.sameSettings()).isEqualTo(SampleReports.settings().size() - 2);
    }

    @Test
    void classesAgreeOnlyInTheSameOrder() {
        assertThat(compare(classes("a", "x", "y"), classes("b", "x", "y")).sameClasses())
                .isTrue();
        assertThat(compare(classes("a", "x", "y"), classes("b", "y", "x")).sameClasses())
                .isFalse();
    }

    @Test
    void oneRunOrTheSameTwiceIsNoComparison() {
        ComparedRun run = run("a", Map.of());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> compare(run))
                .withMessage("runs: 1; a comparison needs 2 or more");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> compare(run, run))
                .withMessage("runs: a twice; expected different ones");
    }

    @Test
    void thePageHoldsEveryRunAndLoadsNothing() throws IOException {
        String page = ComparisonPage.page(compare(run("a", Map.of()), run("b", Map.of())));

        assertThat(page)
                .contains(
                        "<h1>2 runs</h1>",
                        "<title>2 runs: a, b</title>",
                        "<strong>se_resnet20</strong> on",
                        "2 March 2026, 09:00 UTC",
                        "default-src 'none'");
        assertThat(page.replaceAll("(?s)<script.*?</script>", ""))
                .doesNotContainPattern("(?i)\\ssrc\\s*=|@import|url\\(|<iframe|href=\"(?!data:,\")");
        JsonNode runs = data(page).get("runs");
        assertThat(runs.findValuesAsText("label")).containsExactly("a", "b");
        assertThat(runs.get(1).get("epochs")).hasSize(3);
        assertThat(runs.get(1).get("tested").get("classes").get(0).get("class").asText())
                .isEqualTo("airplane");
    }

    @Test
    void hostileNamesStayText() throws IOException {
        String page = ComparisonPage.page(compare(run(HOSTILE, Map.of(HOSTILE, HOSTILE)), run("b", Map.of())));

        assertThat(page).doesNotContain("<script>alert");
        assertThat(data(page).get("runs").get(0).get("label").asText()).isEqualTo(HOSTILE);
    }

    @Test
    void anOlderPageIsReplaced(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("new/comparison.html");
        ComparisonPage.write(compare(run("a", Map.of()), run("b", Map.of())), file);
        ComparisonPage.write(compare(run("a", Map.of()), run("c", Map.of())), file);

        assertThat(Files.readString(file)).contains("a, c").endsWith("</html>\n");
        try (Stream<Path> files = Files.list(file.getParent())) {
            assertThat(files).containsExactly(file);
        }
    }

    private static Comparison compare(ComparedRun... runs) {
        return Comparison.of(List.of(runs), "0.1.0", NOW);
    }

    private static ComparedRun run(String label, Map<String, String> settings) {
        return new ComparedRun(
                label,
                SampleReports.history(label, SampleReports.CIFAR10, 3, 3, settings),
                SampleReports.tested(3, SampleReports.CIFAR10));
    }

    private static ComparedRun classes(String label, String... classes) {
        return new ComparedRun(label, SampleReports.history(label, List.of(classes), 1, 1, Map.of()), null);
    }

    private static JsonNode data(String page) throws IOException {
        Matcher island =
                Pattern.compile("(?s)id=\"report-data\">(.*?)</script>").matcher(page);
        assertThat(island.find()).isTrue();
        return new ObjectMapper().readTree(island.group(1));
    }
}
