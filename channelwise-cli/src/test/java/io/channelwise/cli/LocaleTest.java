package io.channelwise.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.DecimalFormat;
import java.text.MessageFormat;
import java.text.NumberFormat;
import java.text.SimpleDateFormat;
import java.time.format.DateTimeFormatter;
import java.util.Formatter;
import java.util.List;
import java.util.Locale;
import java.util.Scanner;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Output is the same in every language. */
class LocaleTest {

    /** Of these classes, what comes without a locale takes the user's. */
    private static final Set<Class<?>> SPEAKING = Set.of(
            String.class,
            PrintWriter.class,
            PrintStream.class,
            Formatter.class,
            Scanner.class,
            NumberFormat.class,
            DecimalFormat.class,
            MessageFormat.class,
            SimpleDateFormat.class,
            DateTimeFormatter.class);

    private static final Set<String> CALLS = Set.of(
            "format",
            "formatted",
            "printf",
            "toLowerCase",
            "toUpperCase",
            "ofPattern",
            "getInstance",
            "getNumberInstance",
            "getIntegerInstance",
            "getPercentInstance",
            "<init>");

    /** Constructors that format nothing. */
    private static final Set<Class<?>> MADE_ANYHOW = Set.of(String.class, PrintWriter.class, PrintStream.class);

    private static final Pattern FOREIGN_DIGIT = Pattern.compile("[\\p{Nd}&&[^0-9]]");

    private final Locale before = Locale.getDefault();

    @TempDir
    private Path folder;

    @AfterEach
    void restore() {
        Locale.setDefault(before);
    }

    @Test
    void nothingIsFormattedInTheUsersLocale() {
        noClasses()
                .should()
                .callCodeUnitWhere(DescribedPredicate.describe("formats without a locale", LocaleTest::takesTheUsers))
                .check(new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("io.channelwise"));
    }

    private static boolean takesTheUsers(JavaCall<?> call) {
        CodeUnitCallTarget target = call.getTarget();
        boolean speaks = SPEAKING.stream().anyMatch(type -> target.getOwner().isEquivalentTo(type));
        if (!speaks || !CALLS.contains(target.getName())) {
            return false;
        }
        boolean made = target.getName().equals("<init>")
                && MADE_ANYHOW.stream().anyMatch(type -> target.getOwner().isEquivalentTo(type));
        // An instance's format() has its locale from its making.
        boolean madeBefore = target.getName().equals("format")
                && Stream.of(DateTimeFormatter.class, NumberFormat.class, DecimalFormat.class)
                        .anyMatch(type -> target.getOwner().isEquivalentTo(type));
        return !made && !madeBefore && target.getRawParameterTypes().stream().noneMatch(LocaleTest::isLocale);
    }

    private static boolean isLocale(JavaClass type) {
        return type.isEquivalentTo(Locale.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ar-EG-u-nu-arab", "de-DE", "tr-TR", "hi-IN-u-nu-deva", "th-TH-u-ca-buddhist-nu-thai"})
    void tablesAreTheSame(String language) throws IOException {
        Path photos = Photos.write(folder.resolve("photos"), 3, "blue", "green");
        List<Object[]> commands = List.of(
                new Object[] {"models"},
                new Object[] {"models", "--json"},
                new Object[] {"summary", "se_resnet20"},
                new Object[] {"summary", "SE_RESNET20"},
                new Object[] {"train", "--list-recipes"},
                new Object[] {"train", "--help"},
                new Object[] {"train", "--data", "folder:" + photos, "--memory-format", "CONTIGUOUS", "--epochs", "0"},
                new Object[] {"runs", "--runs-dir", folder});
        Locale.setDefault(Locale.ROOT);
        List<Cli> expected = commands.stream().map(Cli::run).toList();

        Locale.setDefault(Locale.forLanguageTag(language));

        assertThat(commands.stream().map(Cli::run)).containsExactlyElementsOf(expected);
    }

    /** From the training to the export, in the locale whose digits differ most. */
    @Test
    void aRunAndItsReportHaveDigitsThatEverybodyReads() throws IOException {
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        Path photos = Photos.write(folder.resolve("photos"), 5, "blue", "green");
        Path runs = folder.resolve("runs");
        Path best = runs.resolve("one/checkpoints/best.safetensors");

        Stream.of(
                        new Object[] {
                            "train",
                            "--data",
                            "folder:" + photos,
                            "--model",
                            "resnet20",
                            "--size",
                            16,
                            "--epochs",
                            1,
                            "--batch-size",
                            4,
                            "--runs-dir",
                            runs,
                            "--run",
                            "one",
                            "--memory-format",
                            "auto"
                        },
                        new Object[] {"evaluate", "--weights", best, "--data", "folder:" + photos},
                        new Object[] {"inspect", best},
                        new Object[] {"export", best, folder.resolve("one.onnx")},
                        new Object[] {"predict", "--weights", folder.resolve("one.onnx"), photos},
                        new Object[] {"runs", "--runs-dir", runs})
                .map(Cli::run)
                .forEach(run -> {
                    run.done();
                    assertReadable(run.out());
                    assertReadable(run.err());
                });
        try (Stream<Path> files = Files.list(runs.resolve("one"))) {
            for (Path file : files.filter(name -> name.toString().matches(".*\\.(json|jsonl|html|txt)"))
                    .toList()) {
                assertReadable(Files.readString(file));
            }
        }
    }

    private static void assertReadable(String text) {
        assertThat(FOREIGN_DIGIT
                        .matcher(text)
                        .results()
                        .map(found -> text.substring(
                                Math.max(0, found.start() - 20), Math.min(text.length(), found.end() + 20))))
                .isEmpty();
    }
}
