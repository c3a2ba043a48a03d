package io.channelwise.models;

import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract of the networks of a hundred layers and more; runs with {@code -DexcludedGroups=none}. */
@Tag("slow")
@ParameterizedClass(name = "{0}")
@MethodSource("names")
class DeepModelContractTest extends ModelContract {

    static Stream<String> names() {
        return Models.entries().stream().map(ModelEntry::name).filter(ModelContractTest::isDeep);
    }
}
