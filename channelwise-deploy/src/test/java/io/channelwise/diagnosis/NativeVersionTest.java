package io.channelwise.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class NativeVersionTest {

    /** The list of tested combinations follows the pom. */
    @Test
    void whatThisIsBuiltWithFits() {
        assertThat(NativeVersion.of(getClass().getClassLoader()))
                .extracting(NativeVersion::library)
                .containsExactly("javacpp", "pytorch", "openblas", "opencv");
        assertThat(NativeVersion.of(getClass().getClassLoader())).allMatch(NativeVersion::fits);
    }

    @Test
    void anotherJavaCppDoesNotFit() {
        NativeVersion version = NativeVersion.judge("pytorch", Set.of("2.10.0-1.5.13"), "1.5.14");
        assertThat(version.fits()).isFalse();
        assertThat(version.remark()).contains("1.5.14");
    }

    @Test
    void partsOfTwoVersionsDoNotFit() {
        assertThat(NativeVersion.judge("opencv", Set.of("4.13.0-1.5.13", "4.12.0-1.5.12"), "1.5.14")
                        .fits())
                .isFalse();
    }

    @Test
    void whatIsNotThereDoesNotFit() {
        assertThat(NativeVersion.judge("openblas", Set.of(), "1.5.14").remark()).isEqualTo("is not on the class path");
    }
}
