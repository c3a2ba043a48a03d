package io.channelwise.deploy;

import io.channelwise.models.Attentions;
import io.channelwise.models.ModelEntry;
import io.channelwise.models.Models;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract of all networks but the deepest, and of a plain one with each attention. */
@ParameterizedClass(name = "{0}")
@MethodSource("names")
class ExportContractTest extends ExportContract {

    static Stream<String> names() {
        Stream<String> own = Models.entries().stream().map(ModelEntry::name).filter(name -> !isDeep(name));
        Stream<String> attentive = Attentions.entries().stream().map(attention -> "resnet20+" + attention.name());
        return Stream.concat(own, attentive);
    }

    /** A hundred layers and more differ from fifty in the repetition of the same blocks. */
    static boolean isDeep(String name) {
        return name.matches(".*(101|110|152|154).*");
    }
}
