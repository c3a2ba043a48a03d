package io.channelwise.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ShapesTest {

    @Test
    void noDrawingIsMadeTwice() {
        Splits splits = Shapes.splits(0);
        Set<ByteBuffer> drawings = new HashSet<>();
        for (Dataset part : new Dataset[] {splits.train(), splits.test()}) {
            for (int i = 0; i < part.size(); i++) {
                drawings.add(ByteBuffer.wrap(part.image(i).pixels()));
            }
        }
        assertThat(splits.train().size()).isEqualTo(5000);
        assertThat(splits.test().size()).isEqualTo(1000);
        assertThat(drawings).hasSize(6000);
    }

    @Test
    void aDrawingDependsOnSeedSplitAndIndexAlone() {
        Image one = Shapes.splits(3).train().image(17);

        assertThat(Shapes.splits(3, 20, 1).train().image(17).pixels()).isEqualTo(one.pixels());
        assertThat(Shapes.splits(4).train().image(17).pixels()).isNotEqualTo(one.pixels());
        assertThat(Shapes.splits(3).test().image(17).pixels()).isNotEqualTo(one.pixels());
    }

    @Test
    void everyClassIsAsFrequent() {
        Dataset test = Shapes.splits(0).test();
        int[] counts = new int[test.classes().size()];
        for (int i = 0; i < test.size(); i++) {
            counts[test.label(i)]++;
        }
        assertThat(counts).hasSize(10).containsOnly(100);
        assertThat(test.classes()).contains("striped disc", "solid cross");
        assertThat(test.id(5)).isEqualTo("test drawing 5");
    }

    /** With 150 drawings a class, a class's mean colour has a standard error of about 5. */
    @Test
    void coloursTellNothingOfTheClass() {
        Dataset train = Shapes.splits(0, 1500, 1).train();
        double[][] means = new double[10][3];
        for (int i = 0; i < train.size(); i++) {
            Image image = train.image(i);
            for (int at = 0; at < image.pixels().length; at++) {
                means[train.label(i)][at % 3] += (image.pixels()[at] & 0xFF) / 1024.0 / 150;
            }
        }
        for (double[] mean : means) {
            assertThat(mean[0]).isBetween(105.0, 150.0);
            assertThat(mean[1]).isBetween(105.0, 150.0);
            assertThat(mean[2]).isBetween(105.0, 150.0);
        }
    }
}
