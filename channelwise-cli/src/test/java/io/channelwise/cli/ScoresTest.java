package io.channelwise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.channelwise.report.Calibration;
import io.channelwise.report.ClassScore;
import io.channelwise.report.TestScores;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScoresTest {

    @Test
    void theWorstClassComesFirstAndOneWithoutFiguresLast() {
        String text = print(
                false,
                ClassScore.of("good", 9, 10, 9),
                ClassScore.of("absent", 0, 0, 0),
                ClassScore.of("never found", 0, 5, 0),
                ClassScore.of("bad", 2, 10, 4));

        assertThat(text.lines().skip(6))
                .containsExactly(
                        "class        images  precision   recall       F1",
                        "never found       5          –   0.00 %   0.00 %",
                        "bad              10    50.00 %  20.00 %  28.57 %",
                        "good             10   100.00 %  90.00 %  94.74 %",
                        "absent            0          –        –        –");
    }

    @Test
    void manyClassesAreCutUnlessAllAreAskedFor() {
        ClassScore[] many = IntStream.range(0, 40)
                .mapToObj(i -> ClassScore.of("class" + i, i, 40, 40))
                .toArray(ClassScore[]::new);

        assertThat(print(false, many))
                .contains("class0 ", "class14 ", "the 15 of 40 classes with the lowest F1")
                .doesNotContain("class15 ");
        assertThat(print(true, many)).contains("class39 ").doesNotContain("--all-classes");
    }

    @Test
    void aNameCannotSteerTheTerminal() {
        assertThat(print(false, ClassScore.of("a\u001b[2J", 1, 1, 1)))
                .contains("a?[2J")
                .doesNotContain("\u001b");
    }

    @Test
    void whatIsUndefinedIsNullInJson() {
        String json = Json.line(Scores.json(scores(ClassScore.of("absent", 0, 0, 0))));

        assertThat(json)
                .contains("{\"class\":\"absent\",\"precision\":null,\"recall\":null,\"f1\":null,\"samples\":0}")
                .contains("\"macro_f1\":null");
    }

    private static String print(boolean all, ClassScore... classes) {
        StringWriter text = new StringWriter();
        Scores.print(scores(classes), all, new PrintWriter(text, true));
        return text.toString();
    }

    private static TestScores scores(ClassScore... classes) {
        return new TestScores(25, 0.5, 0.6, 1, Calibration.of(List.of()), List.of(classes));
    }
}
