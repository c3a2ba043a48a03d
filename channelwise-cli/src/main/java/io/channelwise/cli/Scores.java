package io.channelwise.cli;

import io.channelwise.report.ClassScore;
import io.channelwise.report.TestScores;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Scores as {@code evaluate} prints them. */
final class Scores {

    /** Classes that a screen holds together with the overall scores. */
    private static final int MOST_CLASSES = 15;

    private Scores() {}

    static Map<String, Object> json(TestScores scores) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("top1", scores.top1());
        json.put("top5", scores.top5());
        json.put("loss", scores.loss());
        json.put("samples", scores.samples());
        json.put("ece", scores.calibration().error());
        json.put("macro_precision", scores.macroPrecision());
        json.put("macro_recall", scores.macroRecall());
        json.put("macro_f1", scores.macroF1());
        json.put("classes", scores.classes());
        return json;
    }

    static void print(TestScores scores, boolean allClasses, PrintWriter out) {
        out.println("top-1  " + Texts.percent(scores.top1()));
        out.println("top-5  " + Texts.percent(scores.top5()));
        out.println("loss   " + Texts.decimal(scores.loss()));
        out.printf(
                Locale.ROOT,
                "F1     %s, mean of the classes (precision %s, recall %s)%n",
                Texts.percent(scores.macroF1()),
                Texts.percent(scores.macroPrecision()),
                Texts.percent(scores.macroRecall()));
        out.printf(
                Locale.ROOT,
                "ECE    %s, expected calibration error%n%n",
                Texts.percent(scores.calibration().error()));
        printClasses(scores.classes(), allClasses ? scores.classes().size() : MOST_CLASSES, out);
    }

    /** The class with the lowest F1 first; one that has none last. */
    private static void printClasses(List<ClassScore> classes, int most, PrintWriter out) {
        TextTable table = new TextTable()
                .words("class")
                .numbers("images")
                .numbers("precision")
                .numbers("recall")
                .numbers("F1");
        classes.stream()
                .sorted(Comparator.comparingDouble(ClassScore::f1))
                .limit(most)
                .forEach(score -> table.row(
                        score.name(),
                        Texts.count(score.samples()),
                        Texts.percent(score.precision()),
                        Texts.percent(score.recall()),
                        Texts.percent(score.f1())));
        table.print(out);
        if (classes.size() > most) {
            out.printf(
                    Locale.ROOT,
                    "These are the %d of %d classes with the lowest F1; --all-classes shows all.%n",
                    most,
                    classes.size());
        }
    }
}
