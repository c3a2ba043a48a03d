package io.channelwise.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.channelwise.testing.Shared;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatasetSpecTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"shapes", "mnist", "fashion-mnist:some/folder", "cifar10", "cifar100:x", "folder:C:\\photos"})
    void readsAndWritesTheWord(String word) {
        assertThat(DatasetSpec.parse(word)).hasToString(word);
    }

    @Test
    void splitsAtTheFirstColon() {
        DatasetSpec spec = DatasetSpec.parse("folder:a:b");

        assertThat(spec.name()).isEqualTo(DatasetName.FOLDER);
        assertThat(spec.folder()).contains(Path.of("a:b"));
    }

    @Test
    void namesTheClosestWordAndAllOthers() {
        assertThatThrownBy(() -> DatasetSpec.parse("fasion_mnist"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("data fasion_mnist: no such dataset; closest is fashion-mnist; allowed: shapes,"
                        + " mnist[:FOLDER], fashion-mnist[:FOLDER], cifar10[:FOLDER], cifar100[:FOLDER], folder:PATH");
        assertThatThrownBy(() -> DatasetSpec.parse("imagefolder:x")).hasMessageContaining("closest is folder");
    }

    @Test
    void asksForAFolderWhereItBelongs() {
        assertThatThrownBy(() -> DatasetSpec.parse("folder")).hasMessageContaining("folder:PATH");
        assertThatThrownBy(() -> DatasetSpec.parse("folder:")).hasMessageContaining("no path after the colon");
        assertThatThrownBy(() -> DatasetSpec.parse("shapes:x")).hasMessageContaining("takes no folder");
    }

    @ParameterizedTest
    @EnumSource
    void defaultsFitTheDataset(DatasetName name) {
        DataDefaults defaults = name.defaults();

        assertThat(defaults.imageSize().isEmpty()).isEqualTo(name == DatasetName.FOLDER);
        assertThat(defaults.horizontalFlip()).isEqualTo(name != DatasetName.MNIST);
        assertThat(defaults.normalization().channels()).isEqualTo(name.word().contains("mnist") ? 1 : 3);
    }

    @Test
    void opensDrawings() {
        assertThat(DatasetSpec.parse("shapes").open().train().name()).isEqualTo("shapes train");
    }

    @Test
    void opensAFolderOfOfficialFiles() {
        DatasetSpec spec = DatasetSpec.parse("cifar10:" + Shared.path("data/cifar10"));

        assertThat(spec.open().test().size()).isEqualTo(1000);
    }
}
