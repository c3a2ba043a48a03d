package io.channelwise.deploy;

import io.channelwise.models.ModelEntry;
import io.channelwise.models.Models;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract of the networks of a hundred layers and more; runs with {@code -DexcludedGroups=none}. */
@Tag("slow")
@ParameterizedClass(name = "{0}")
@MethodSource("names")
class DeepExportContractTest extends ExportContract {

    static Stream<String> names() {
        return Models.entries().stream().map(ModelEntry::name).filter(ExportContractTest::isDeep);
    }
}
