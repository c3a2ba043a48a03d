package io.channelwise.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.channelwise.runtime.Harmless;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HtmlReportTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String HOSTILE = "</script><script>alert(1)</script><!-- &quot; {{page.json}} \u2028\u2029";

    @Test
    void loadsNothingFromElsewhere() {
        String page = HtmlReport.page(SampleReports.cifar10());

        assertThat(page).contains("content=\"default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:; ");
        assertThat(withoutScripts(page))
                .doesNotContainPattern("(?i)\\ssrc\\s*=")
                .doesNotContainPattern("(?i)@import|url\\(|<iframe|<object|<embed")
                .doesNotContainPattern("(?i)href=\"(?!data:,\")");
    }

    @Test
    void allowsExactlyItsOwnStyleAndScripts() {
        String page = HtmlReport.page(SampleReports.cifar10());

        List<String> inline = Stream.concat(
                        contents(page, "<style>", "</style>"), contents(page, "<script>", "</script>"))
                .map(source -> "'sha256-" + sha256(source) + "'")
                .toList();
        assertThat(inline).hasSize(3);
        assertThat(page).contains("style-src " + inline.get(0) + "; script-src " + inline.get(1) + " " + inline.get(2));
    }

    @Test
    void ownScriptsMakeNoMarkupFromData() {
        String script = contents(HtmlReport.page(SampleReports.cifar10()), "<script>", "</script>")
                .toList()
                .get(1);

        assertThat(script)
                .contains("function showConfusion")
                .doesNotContainPattern("innerHTML|outerHTML|insertAdjacentHTML|document\\.write|eval\\(|fetch\\(");
    }

    @Test
    void dataParsesBackToTheSameNumbers() throws IOException {
        RunReport report = SampleReports.cifar10();

        JsonNode data = data(HtmlReport.page(report));

        for (int i = 0; i < 12; i++) {
            assertThat(JSON.treeToValue(data.get("epochs").get(i), EpochRecord.class))
                    .isEqualTo(report.history().epochs().get(i));
        }
        assertThat(dense(data.get("confusion"), 10)).isDeepEqualTo(report.confusion());
        assertThat(data.get("tested").get("parameters").asLong()).isEqualTo(274_490);
        assertThat(data.get("mistakes").get(0).get("png").binaryValue())
                .isEqualTo(report.mistakes().get(0).png());
        assertThat(data.get("settings").fieldNames())
                .toIterable()
                .containsExactlyElementsOf(report.history().settings().keySet());
        assertThat(data.get("commands").get(1).get("line").asText())
                .isEqualTo("channelwise train --resume runs/baseline");
    }

    @Test
    void whatWasNotMeasuredIsNull() throws IOException {
        RunReport sample = SampleReports.cifar10();
        EpochRecord untested = new EpochRecord(1, 0.1, 2.3, 0.1, Double.NaN, Double.NaN, Double.NaN, 10, 100);
        String page = HtmlReport.page(withEpochs(sample, List.of(untested)));

        JsonNode epoch = data(page).get("epochs").get(0);
        assertThat(epoch.get("testLoss").isNull()).isTrue();
        assertThat(epoch.get("trainLoss").asDouble()).isEqualTo(2.3);
        assertThat(figures(page)).startsWith("–", "–", "2.3000");
    }

    @Test
    void hostileNamesStayText() throws IOException {
        RunReport report = SampleReports.of(HOSTILE, List.of(HOSTILE, "b"), 2, 2, 2);

        String page = HtmlReport.page(report);

        assertThat(page).doesNotContain("<script>alert", "alert(1)</script>").contains("&lt;script&gt;alert(1)");
        assertThat(contents(page, "<script", "</script>")).hasSize(3);
        assertThat(data(page).get("classes").get(0).asText()).isEqualTo(Harmless.line(HOSTILE));
        assertThat(data(page).get("mistakes").get(0).get("actual").asText()).isEqualTo(Harmless.line(HOSTILE));
        assertThat(island(page)).doesNotContainPattern("[<>&\u2028\u2029]");
    }

    @Test
    void noMarkTurnsTheOrderOfReadingRound() {
        String name = "a\u202eb\u001b\u2066c";
        String page = HtmlReport.page(SampleReports.of(name, List.of(name, "b"), 2, 2, 2));

        assertThat(page).contains("a?b??c").doesNotContain("\u202e", "\u001b", "\u2066", "\\u001b");
    }

    @Test
    void headlineNumbersNeedNoScript() {
        RunReport report = SampleReports.cifar10();

        String text = withoutScripts(HtmlReport.page(report));

        assertThat(text)
                .contains("baseline", "se_resnet20", "cifar10:data", "1 March 2026, 14:05 UTC", "Finished: 12 epochs");
        assertThat(figures(text)).containsExactly("79.51%", "12", "0.3056", "274.5 k", "8 min 27 s", "1,201");
        assertThat(text).contains("<noscript>");
    }

    @Test
    void unfinishedRunSaysHowFarItIs() {
        String page = HtmlReport.page(SampleReports.of("short", SampleReports.CIFAR10, 3, 10, 0));

        assertThat(page).contains("3 of 10 epochs, about 5 min 3 s to go", "max=\"10\" value=\"3\"");
    }

    @Test
    void runWithoutAnEpochHasDashes() throws IOException {
        RunReport begun = withEpochs(SampleReports.cifar10(), List.of());

        String page = HtmlReport.page(begun);

        assertThat(page).contains("0 of 12 epochs", "no epoch done yet");
        assertThat(figures(page)).containsExactly("–", "–", "–", "–", "–", "–");
        assertThat(data(page).get("epochs")).isEmpty();
        assertThat(data(page).get("tested").isNull()).isTrue();
    }

    @Test
    void twoClassesOneEpochNoMistakes() throws IOException {
        String page = HtmlReport.page(SampleReports.of("tiny", List.of("ants", "bees"), 1, 1, 0));

        assertThat(page).contains("Finished: 1 epoch<");
        assertThat(data(page).get("mistakes")).isEmpty();
        assertThat(dense(data(page).get("confusion"), 2)).isDeepEqualTo(SampleReports.confusion(2));
    }

    @Test
    void scoresOfTheClassesAndTheCalibrationComeWithThePage() throws IOException {
        RunReport report = SampleReports.cifar10();
        TestScores scores = report.tested().scores();

        JsonNode tested = data(HtmlReport.page(report)).get("tested");

        assertThat(tested.get("epoch").asInt()).isEqualTo(12);
        assertThat(tested.get("macroF1").asDouble()).isEqualTo(scores.macroF1());
        JsonNode airplane = tested.get("classes").get(0);
        assertThat(airplane.get("class").asText()).isEqualTo("airplane");
        assertThat(airplane.get("f1").asDouble())
                .isEqualTo(scores.classes().get(0).f1());
        assertThat(tested.get("calibration").get("error").asDouble())
                .isEqualTo(scores.calibration().error());
        assertThat(tested.get("calibration").get("bins")).hasSize(15);
        assertThat(tested.get("calibration").get("bins").get(0).get("accuracy").isNull())
                .isTrue();
    }

    @Test
    void notesOnTheDataNameTheFirstOfManySkippedFiles() throws IOException {
        RunReport sample = SampleReports.cifar10();
        List<String> skipped =
                IntStream.range(0, 1000).mapToObj(i -> i + ".txt: no image").toList();
        RunReport report = new RunReport(
                sample.history(),
                sample.tested(),
                sample.confusion(),
                List.of(),
                DataNotes.of("A fifth of each class was held out for the test.", skipped),
                List.of());

        JsonNode notes = data(HtmlReport.page(report)).get("notes");

        assertThat(notes.get("division").asText()).startsWith("A fifth");
        assertThat(notes.get("skippedFiles").asInt()).isEqualTo(1000);
        assertThat(notes.get("skipped")).hasSize(DataNotes.MOST_SKIPPED);
    }

    @Test
    void carriesTheChartLibrarysLicenceAndStaysSmall() {
        String page = HtmlReport.page(SampleReports.of("plain", SampleReports.CIFAR10, 12, 12, 0));

        assertThat(page)
                .contains(
                        "uPlot 1.",
                        "Copyright (c) 2022 Leon Sorokin",
                        "The above copyright notice and this permission");
        assertThat(page.length()).isLessThan(150_000);
    }

    @Test
    void replacesAnOlderReportAndLeavesNothingElse(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("runs/first/report.html");
        HtmlReport.write(SampleReports.of("run", SampleReports.CIFAR10, 1, 2, 0), file);
        HtmlReport.write(SampleReports.of("run", SampleReports.CIFAR10, 2, 2, 0), file);

        assertThat(Files.readString(file)).contains("Finished: 2 epochs").endsWith("</html>\n");
        assertThat(file.getParent()).isDirectoryContaining(file::equals);
        try (Stream<Path> files = Files.list(file.getParent())) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void failedWriteLeavesNoDraft(@TempDir Path folder) throws IOException {
        Path taken = Files.createDirectories(folder.resolve("report.html/something"));

        assertThatIOException().isThrownBy(() -> HtmlReport.write(SampleReports.cifar10(), taken.getParent()));
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(taken.getParent());
        }
    }

    /** An untested run. */
    private static RunReport withEpochs(RunReport report, List<EpochRecord> epochs) {
        RunHistory history = report.history();
        return new RunReport(
                new RunHistory(
                        history.run(),
                        history.model(),
                        history.data(),
                        history.version(),
                        history.started(),
                        history.plannedEpochs(),
                        epochs,
                        history.classes(),
                        history.settings()),
                null,
                new long[0][],
                List.of(),
                DataNotes.NONE,
                report.commands());
    }

    private static JsonNode data(String page) throws IOException {
        return JSON.readTree(island(page));
    }

    private static String island(String page) {
        return contents(page, "<script type=\"application/json\" id=\"report-data\">", "</script>")
                .findFirst()
                .orElseThrow();
    }

    private static List<String> figures(String page) {
        return contents(page, "<dd class=\"figure\">", "</dd>").toList();
    }

    private static String withoutScripts(String page) {
        return Pattern.compile("<script.*?</script>", Pattern.DOTALL)
                .matcher(page)
                .replaceAll("");
    }

    private static Stream<String> contents(String page, String open, String close) {
        return Pattern.compile(Pattern.quote(open) + "(.*?)" + Pattern.quote(close), Pattern.DOTALL)
                .matcher(page)
                .results()
                .map(found -> found.group(1));
    }

    private static long[][] dense(JsonNode sparseRows, int size) {
        long[][] matrix = new long[size][size];
        for (int row = 0; row < size; row++) {
            JsonNode pairs = sparseRows.get(row);
            for (int i = 0; i < pairs.size(); i += 2) {
                matrix[row][pairs.get(i).asInt()] = pairs.get(i + 1).asLong();
            }
        }
        return matrix;
    }

    private static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(hash);
        } catch (java.security.NoSuchAlgorithmException everyJvmHasIt) {
            throw new IllegalStateException(everyJvmHasIt);
        }
    }
}
