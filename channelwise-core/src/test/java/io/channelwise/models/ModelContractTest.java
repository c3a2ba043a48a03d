package io.channelwise.models;

import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract of all networks but the deepest, and of a plain one with each attention. */
@ParameterizedClass(name = "{0}")
@MethodSource("names")
class ModelContractTest extends ModelContract {

    /** Those to test where not all are: see .ci/processors. */
    private static final Pattern CHOSEN = Pattern.compile(System.getProperty("contract.models", ".*"));

    static Stream<String> names() {
        Stream<String> own = Models.entries().stream().map(ModelEntry::name).filter(name -> !isDeep(name));
        Stream<String> small = Attentions.entries().stream().map(attention -> "resnet20+" + attention.name());
        Stream<String> bottlenecks = Stream.of("resnet50+eca", "resnet50+splat");
        return Stream.of(own, small, bottlenecks).flatMap(names -> names).filter(name -> CHOSEN.matcher(name)
                .matches());
    }

    /** A hundred layers and more differ from fifty in the repetition of the same blocks, which costs minutes here. */
    static boolean isDeep(String name) {
        return name.matches(".*(101|110|152|154).*");
    }
}
