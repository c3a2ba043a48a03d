package io.channelwise.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimmConfigTest {

    private static final String SERESNET50 = """
            {"architecture": "seresnet50", "num_classes": 1000, "num_features": 2048, "pretrained_cfg": {
             "tag": "a1_in1k", "custom_load": false, "input_size": [3, 224, 224], "test_input_size": [3, 288, 288],
             "fixed_input_size": false, "interpolation": "bicubic", "crop_pct": 0.95, "test_crop_pct": 1.0,
             "crop_mode": "center", "mean": [0.485, 0.456, 0.406], "std": [0.229, 0.224, 0.225],
             "num_classes": 1000, "pool_size": [7, 7], "first_conv": "conv1", "classifier": "fc"}}
            """;

    @Test
    void readsTheModelItsPreprocessingAndNumbersForClasses() {
        ModelDescription description = TimmConfig.parse(SERESNET50, "timm/seresnet50.a1_in1k");

        assertThat(description.model()).isEqualTo("seresnet50");
        assertThat(description.classes()).hasSize(1000).startsWith("0", "1").endsWith("999");
        assertThat(description.preprocessing())
                .isEqualTo(new Preprocessing(
                        3,
                        224,
                        224,
                        Interpolation.BICUBIC,
                        0.95,
                        List.of(0.485, 0.456, 0.406),
                        List.of(0.229, 0.224, 0.225)));
        assertThat(description.settings()).containsEntry("source", "timm/seresnet50.a1_in1k");
    }

    @Test
    void takesTheTagOffTheArchitecture() {
        assertThat(parse("{'architecture': 'resnet18.a1_in1k'}").model()).isEqualTo("resnet18");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'label_names': ['cat', 'dog']                                             | cat  | dog",
                "'label_names': {'0': 'cat', '1': 'dog'}                                   | cat  | dog",
                "'label_names': ['n1', 'n2'], 'label_descriptions': {'n1': 'a', 'n2': 'b'} | a    | b",
                "'label_names': ['n1', 'n2'], 'label_descriptions': {'n1': 'a', 'n2': 'a'} | n1   | n2",
                "'label_names': null                                                       | 0    | 1"
            })
    void namesTheClasses(String labels, String first, String second) {
        assertThat(parse("{'architecture': 'resnet18', 'num_classes': 2, " + labels + "}")
                        .classes())
                .containsExactly(first, second);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{}                                                                 | architecture is missing",
                "[]                                                                 | architecture is missing",
                "{'architecture': 7}                                                | architecture 7; allowed: a text",
                "{'architecture': 'x', 'num_classes': 0}                            | num_classes 0.0",
                "{'architecture': 'x', 'num_classes': 2000000000}                   | whole numbers from 1 to 100000",
                "{'architecture': 'x', 'num_classes': 2, 'label_names': ['a']}      | label_names 1 of them",
                "{'architecture': 'x', 'num_classes': 1, 'label_names': {'7': 'a'}} | label_names is missing",
                "{'architecture': 'x', 'pretrained_cfg': {'interpolation': 'nearest'}} | interpolation nearest",
                "{'architecture': 'x', 'pretrained_cfg': {'crop_mode': 'squash'}}   | crop_mode squash; allowed: center",
                "{'architecture': 'x', 'pretrained_cfg': {'crop_pct': 0}}           | crop fraction 0.0",
                "{'architecture': 'x', 'pretrained_cfg': {'input_size': [3, 224]}}  | input_size",
                "{'architecture': 'x', 'pretrained_cfg': {'input_size': [3, 9e9, 1]}} | whole numbers from 1 to 4096",
                "{'architecture': 'x', 'pretrained_cfg': {'std': [0, 1, 1]}}        | std",
                "{'architecture': 'x'                                               | is no JSON"
            })
    void refusesWhatItCannotUse(String json, String message) {
        assertThatThrownBy(() -> parse(json))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining(message);
    }

    private static ModelDescription parse(String json) {
        return TimmConfig.parse(json.replace('\'', '"'), "timm/x");
    }
}
