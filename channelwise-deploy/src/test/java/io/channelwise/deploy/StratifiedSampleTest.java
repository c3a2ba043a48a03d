package io.channelwise.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.channelwise.data.Dataset;
import io.channelwise.data.DatasetSpec;
import io.channelwise.data.Subset;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StratifiedSampleTest {

    private static final Dataset SHAPES = DatasetSpec.parse("shapes").open().train();

    @Test
    void everyClassHasAsManyImages() {
        int classes = SHAPES.classes().size();
        Subset sample = StratifiedSample.of(SHAPES, 4 * classes, 1);

        assertThat(IntStream.range(0, sample.size())
                        .mapToObj(sample::label)
                        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting())))
                .hasSize(classes)
                .allSatisfy((label, count) -> assertThat(count).isEqualTo(4));
    }

    @Test
    void theSeedDecides() {
        assertThat(StratifiedSample.of(SHAPES, 10, 1)).isEqualTo(StratifiedSample.of(SHAPES, 10, 1));
        assertThat(StratifiedSample.of(SHAPES, 10, 1)).isNotEqualTo(StratifiedSample.of(SHAPES, 10, 2));
    }

    @Test
    void allAreTakenWhereThereAreNoMore() {
        Subset sample = StratifiedSample.of(SHAPES, Integer.MAX_VALUE, 1);
        assertThat(sample.indices())
                .containsExactlyElementsOf(
                        IntStream.range(0, SHAPES.size()).boxed().toList());
    }

    @Test
    void anImageIsThatOfItsIndex() {
        Subset sample = StratifiedSample.of(SHAPES, 3, 1);
        int index = sample.indices().get(2);
        assertThat(sample.image(2).pixels()).isEqualTo(SHAPES.image(index).pixels());
        assertThat(sample.label(2)).isEqualTo(SHAPES.label(index));
        assertThat(sample.id(2)).isEqualTo(SHAPES.id(index));
    }
}
