package io.channelwise;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A package imports only packages that stand before it in the flow. */
class PackageFlowTest {

    private static final List<String> FLOW = List.of(
            "runtime", "nn", "attention", "models", "quantization", "weights", "data", "report", "inference", "train");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.channelwise");

    static IntStream places() {
        return IntStream.range(0, FLOW.size() - 1);
    }

    @ParameterizedTest
    @MethodSource("places")
    void importsOnlyWhatStandsBefore(int place) {
        String[] later =
                FLOW.stream().skip(place + 1L).map(PackageFlowTest::named).toArray(String[]::new);

        noClasses()
                .that()
                .resideInAPackage(named(FLOW.get(place)))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(later)
                .check(CLASSES);
    }

    @ParameterizedTest
    @MethodSource("places")
    void everyPackageOfTheFlowIsThere(int place) {
        org.assertj.core.api.Assertions.assertThat(CLASSES.containPackage("io.channelwise." + FLOW.get(place)))
                .isTrue();
    }

    private static String named(String name) {
        return "io.channelwise." + name + "..";
    }
}
