package io.channelwise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.channelwise.data.DatasetSpec;
import io.channelwise.train.TrainDefaults;
import io.channelwise.train.TrainSettings;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HelpTest {

    static List<String> commands() {
        return Main.commandLine().getSubcommands().keySet().stream().toList();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandHasHelpWithinEightyColumns(String command) {
        Cli help = Cli.run("help", command).done();
        assertThat(help.out()).contains("Usage: channelwise " + command);
        assertThat(help.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        assertThat(help.err()).isEmpty();
    }

    @Test
    void theCommandItselfNamesItsCommandsAndExitCodes() {
        Cli help = Cli.run("--help").done();
        assertThat(help.out())
                .contains("train", "evaluate", "predict", "models", "summary", "doctor", "Exit codes: 0 done");
        assertThat(help.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }

    @Test
    void theVersionIsOneLine() {
        assertThat(Cli.run("--version").done().out()).matches("channelwise \\d+\\.\\d+\\.\\d+\\S*\\R");
    }

    @Test
    void trainGroupsItsOptionsInOrder() {
        assertThat(trainHelp())
                .containsSubsequence(
                        "Data and network:",
                        "--data",
                        "Optimisation",
                        "--epochs",
                        "Learning rate:",
                        "--lr",
                        "Regularisation:",
                        "--drop-path",
                        "Augmentation:",
                        "--[no-]flip",
                        "The run:",
                        "--resume");
    }

    @Test
    void wordsAreShownAsTheyAreTyped() {
        assertThat(trainHelp())
                .contains(
                        "sgd, adamw.",
                        "channels-last, contiguous, or auto",
                        "cosine, step, one-cycle, polynomial.",
                        "none, balanced;",
                        "none, randaugment, trivial.");
    }

    @Test
    void statedDefaultsAreTheRealOnes() {
        assertThat(trainHelp())
                .contains("Default: "
                        + byData(
                                "%s for shapes, %s for mnist, %s for fashion-mnist, %s for cifar, %s for folders.",
                                s -> s.optimization().epochs(),
                                "shapes",
                                "mnist",
                                "fashion-mnist",
                                "cifar10",
                                "folder:x"))
                .contains("Default: "
                        + byData(
                                "%s for shapes, %s for folders, else %s.",
                                s -> s.optimization().batchSize(), "shapes", "folder:x", "cifar10"))
                .contains("Default: "
                        + byData(
                                "%s for shapes, %s for folders, else %s;",
                                s -> s.optimization().rate().peak(), "shapes", "folder:x", "mnist"))
                .contains("Default: "
                        + byData(
                                "%s for shapes, %s for folders, else %s.",
                                TrainSettings::model, "shapes", "folder:x", "cifar100"))
                .contains("Default: "
                        + byData(
                                "%s for folders, else %s.",
                                s -> whole(s.augmentation().minScale()), "folder:x", "mnist"))
                .contains("Default: "
                        + byData(
                                "%s for cifar, %s for folders, else %s.",
                                s -> s.augmentation().cropPadding(), "cifar100", "folder:x", "fashion-mnist"))
                .contains("Default: "
                        + whole(settings("shapes")
                                .optimization()
                                .regularization()
                                .labelSmoothing())
                        + " for shapes and mnist, "
                        + byData(
                                "%s for folders, else %s.",
                                s -> s.optimization().regularization().labelSmoothing(), "folder:x", "cifar10"));
    }

    private static String whole(double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
    }

    private static String byData(String sentence, Function<TrainSettings, Object> setting, String... data) {
        return String.format(
                sentence,
                List.of(data).stream().map(HelpTest::settings).map(setting).toArray());
    }

    private static TrainSettings settings(String data) {
        return TrainDefaults.of(DatasetSpec.parse(data));
    }

    /** The help as running text. */
    private static String trainHelp() {
        return Cli.run("train", "--help").done().out().replaceAll("\\s+", " ");
    }
}
