package io.channelwise.weights;

import static org.assertj.core.api.Assertions.assertThat;

import io.channelwise.models.ModelEntry;
import io.channelwise.models.Models;
import io.channelwise.models.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The table of the registry's keys and shapes. After a change of the models it is written anew with {@code
 * WRITE_MODEL_TABLE=1 ./mvnw -pl channelwise-core test -Dtest=ModelTableTest}.
 */
class ModelTableTest {

    private static final Path FILE = Path.of("src/main/resources/io/channelwise/weights/models.tsv");

    @Test
    void theTableIsTheRegistrys() throws IOException {
        List<String> rows = Models.entries().stream()
                .map(ModelEntry::name)
                .map(ModelTableTest::row)
                .map(ModelTable.Row::line)
                .toList();
        if (System.getenv("WRITE_MODEL_TABLE") != null) {
            Files.write(FILE, rows);
        }

        assertThat(Files.readAllLines(FILE)).isEqualTo(rows);
    }

    @Test
    void everyModelHasAFirstStage() {
        assertThat(ModelTable.rows()).isNotEmpty();
        for (ModelTable.Row row : ModelTable.rows()) {
            assertThat(shapes(row.model(), 3, 10).keySet())
                    .as(row.model())
                    .anyMatch(key -> key.startsWith(ModelTable.FIRST_STAGE));
        }
    }

    @Test
    void aModelWithAnAttentionHasTheStemOfThePlainOne() {
        assertThat(ModelTable.row("resnet50+eca")).isEqualTo(ModelTable.row("resnet50"));
        assertThat(ModelTable.row("vgg16")).isEmpty();
    }

    private static ModelTable.Row row(String model) {
        try (Network network = Models.uninitialized(model, 3, 10)) {
            Map<String, List<Long>> shapes = shapes(network);
            String stem = shapes.entrySet().stream()
                    .filter(entry -> entry.getValue().size() == 4)
                    .findFirst()
                    .orElseThrow()
                    .getKey();
            String head = network.headName();
            long tensors = shapes.keySet().stream()
                    .filter(key -> !Misfits.isCounter(key))
                    .count();
            return new ModelTable.Row(model, stem, head, (int) tensors, ModelTable.fingerprint(shapes, stem, head));
        }
    }

    private static Map<String, List<Long>> shapes(String model, int channels, int classes) {
        try (Network network = Models.uninitialized(model, channels, classes)) {
            return shapes(network);
        }
    }

    private static Map<String, List<Long>> shapes(Network network) {
        Map<String, List<Long>> shapes = new LinkedHashMap<>();
        network.stateDict()
                .forEach((key, tensor) ->
                        shapes.put(key, Arrays.stream(tensor.shape()).boxed().toList()));
        return shapes;
    }
}
