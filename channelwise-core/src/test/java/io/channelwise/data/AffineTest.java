package io.channelwise.data;

import static io.channelwise.data.ImageTest.bytes;
import static io.channelwise.data.ImageTest.counting;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The image counts 0 to 8 in three rows. */
class AffineTest {

    private static final Image IMAGE = counting(3, 3);

    @Test
    void shearsMoveRowsOrColumnsByTheirDistanceFromTheCorner() {
        // Rows have their centres at 0.5, 1.5 and 2.5: a slope of 1 takes them from 0.5, 1.5 and 2.5 pixels further
        // right.
        assertThat(Affine.shearX(IMAGE, 0.9).pixels()).isEqualTo(bytes(0, 1, 2, 4, 5, 0, 8, 0, 0));
        assertThat(Affine.shearX(IMAGE, -0.9).pixels()).isEqualTo(bytes(0, 1, 2, 0, 3, 4, 0, 0, 6));
        assertThat(Affine.shearY(IMAGE, 0.9).pixels()).isEqualTo(bytes(0, 4, 8, 3, 7, 0, 6, 0, 0));
        assertThat(Affine.shearY(IMAGE, -0.9).pixels()).isEqualTo(bytes(0, 0, 0, 3, 1, 0, 6, 4, 2));
    }

    @Test
    void translationsMoveRightAndDown() {
        assertThat(Affine.translate(IMAGE, 1, 0).pixels()).isEqualTo(bytes(0, 0, 1, 0, 3, 4, 0, 6, 7));
        assertThat(Affine.translate(IMAGE, 0, -2).pixels()).isEqualTo(bytes(6, 7, 8, 0, 0, 0, 0, 0, 0));
        assertThat(Affine.translate(IMAGE, 3, 0).pixels()).containsOnly((byte) 0);
    }

    @Test
    void rotationsGoCounterClockwiseAboutTheCentre() {
        assertThat(Affine.rotate(IMAGE, 90).pixels()).isEqualTo(bytes(2, 5, 8, 1, 4, 7, 0, 3, 6));
        assertThat(Affine.rotate(IMAGE, -90).pixels()).isEqualTo(bytes(6, 3, 0, 7, 4, 1, 8, 5, 2));
        assertThat(Affine.rotate(IMAGE, 180).pixels()).isEqualTo(bytes(8, 7, 6, 5, 4, 3, 2, 1, 0));
        assertThat(Affine.rotate(IMAGE, 0).pixels()).isEqualTo(IMAGE.pixels());
    }

    @Test
    void pixelsMoveWithAllTheirChannels() {
        Image pair = new Image(3, 1, 2, bytes(1, 2, 3, 4, 5, 6));
        assertThat(Affine.translate(pair, 1, 0).pixels()).isEqualTo(bytes(0, 0, 0, 1, 2, 3));
    }
}
