package io.channelwise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

class DoctorCommandTest {

    private static final String PROBE = "channelwise.probe";

    @AfterEach
    void takeTheUsualProbe() {
        System.clearProperty(PROBE);
    }

    @Test
    void tellsWhatLibrariesMakeOfThisMachine() {
        JsonNode found = Cli.run("doctor", "--json", "--no-self-test").json();
        assertThat(found.get("processor").get("name").asText()).isNotBlank();
        assertThat(found.get("processor").get("physical_cores").asInt()).isPositive();
        assertThat(found.get("libraries").get("libtorch").asText()).isNotBlank();
        assertThat(found.get("threads").get("number").asInt()).isPositive();
        assertThat(found.get("java").get("version").asText()).isEqualTo(System.getProperty("java.version"));
        assertThat(found.get("versions")).hasSize(5).allMatch(version -> version.get("fits")
                .asBoolean());
        assertThat(found.get("folders")).hasSize(5).allMatch(folder -> folder.get("writable")
                .asBoolean());
        assertThat(found.get("gpu").get("device").asText()).isIn("cpu", "cuda");
        assertThat(found.get("self_test").isNull()).isTrue();
        assertThat(found.get("problems")).isEmpty();
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no signals")
    void aLibraryThatIsWrongOrDiesIsNamedWithTheSettingThatAvoidsIt() {
        System.setProperty(PROBE, FaultyProbe.class.getName());
        Cli run = Cli.run("doctor", "--json");

        assertThat(run.code()).isEqualTo(1);
        JsonNode failures = run.value().get("self_test").get("failures");
        assertThat(failures).hasSize(3);
        assertThat(failures.findValuesAsText("what"))
                .containsExactly(
                        "conv2d 8 to 16, kernel 3, bias, on [2, 8, 7, 7], channels-last",
                        "conv2d 8 to 16, kernel 3, bias, on [2, 8, 7, 7], contiguous",
                        "conv2d 16 to 32, kernel 1, bias, on [2, 16, 7, 7], channels-last");
        assertThat(failures.findValuesAsText("happened"))
                .containsExactly(
                        "output differs by 0.25 of the largest value",
                        "output differs by 0.25 of the largest value",
                        "the process was ended by SIGSEGV");
        assertThat(failures.findValuesAsText("avoided_by"))
                .containsExactly(
                        "ATEN_CPU_CAPABILITY=avx2", "ATEN_CPU_CAPABILITY=avx2", "train --memory-format contiguous");
        assertThat(run.value().get("self_test").get("trials").asInt()).isEqualTo(6);
        assertThat(run.value().get("self_test").get("skipped").asInt()).isZero();
        assertThat(run.err().lines().filter(line -> line.startsWith("channelwise: ")))
                .singleElement()
                .asString()
                .contains("conv2d 8 to 16", "avoid it with ATEN_CPU_CAPABILITY=avx2", "2 other problems");
    }
}
