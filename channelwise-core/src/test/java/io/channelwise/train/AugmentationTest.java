package io.channelwise.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.channelwise.data.AutoAugment;
import io.channelwise.data.Batch;
import io.channelwise.data.Image;
import io.channelwise.data.Shapes;
import io.channelwise.weights.Interpolation;
import io.channelwise.weights.Preprocessing;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AugmentationTest {

    private static final Preprocessing INPUT =
            new Preprocessing(3, 32, 32, Interpolation.BILINEAR, 1, List.of(0.5, 0.5, 0.5), List.of(0.5, 0.5, 0.5));
    private static final Image IMAGE = Shapes.splits(1).train().image(4);

    /** Crops and flips are drawn first, so that runs with and without the other transforms see the same ones. */
    @Test
    void laterTransformsLeaveTheDrawsOfEarlierOnes() {
        Augmentation plain = Augmentation.of(0.3, 0, true);
        Augmentation full = plain.withColors(0, AutoAugment.NONE, 9, 1);
        int same = 0;
        for (int seed = 0; seed < 50; seed++) {
            byte[] expected = apply(plain, seed).pixels();
            byte[] erased = apply(full, seed).pixels();
            int kept = 0;
            for (int i = 0; i < expected.length; i++) {
                kept += expected[i] == erased[i] ? 1 : 0;
            }
            assertThat(kept).isGreaterThan(expected.length * 6 / 10);
            same += kept == expected.length ? 1 : 0;
        }
        assertThat(same).isLessThan(5);
    }

    @Test
    void everyTransformChangesImages() {
        Augmentation plain = Augmentation.of(1, 0, false);
        byte[] untouched = apply(plain, 0).pixels();
        List<Augmentation> each = List.of(
                plain.withColors(0.4, AutoAugment.NONE, 9, 0),
                plain.withColors(0, AutoAugment.RANDAUGMENT, 30, 0),
                plain.withColors(0, AutoAugment.TRIVIAL, 9, 0),
                plain.withColors(0, AutoAugment.NONE, 9, 1));

        assertThat(untouched).isEqualTo(IMAGE.pixels());
        for (Augmentation augmentation : each) {
            int changed = 0;
            for (int seed = 0; seed < 50; seed++) {
                changed += Arrays.equals(apply(augmentation, seed).pixels(), untouched) ? 0 : 1;
            }
            assertThat(changed).as("%s", augmentation).isGreaterThan(30);
        }
    }

    @Test
    void batchesAreMixedWhereAsked() {
        Batch batch = new Batch(new float[2 * 16], 2, 1, 4, 4, new int[] {0, 1}, new int[] {0, 1});
        Augmentation plain = Augmentation.of(1, 0, false);

        assertThat(plain.batchTransform().apply(batch, new SplittableRandom(1))).isSameAs(batch);
        assertThat(plain.withMixing(0.2, 0)
                        .batchTransform()
                        .apply(batch, new SplittableRandom(1))
                        .share())
                .isBetween(0.0, 1.0)
                .isNotEqualTo(1);
        double sixteenths = plain.withMixing(0, 1)
                        .batchTransform()
                        .apply(batch, new SplittableRandom(1))
                        .share()
                * 16;
        assertThat(sixteenths).isEqualTo(Math.rint(sixteenths));
    }

    @Test
    void jsonUsesTheWordsOfTheCommandLine() throws Exception {
        ObjectMapper json = new ObjectMapper();
        Augmentation full = Augmentation.of(0.35, 2, true)
                .withColors(0.4, AutoAugment.RANDAUGMENT, 7, 0.25)
                .withMixing(0.2, 1);

        assertThat(json.writeValueAsString(full)).contains("\"auto\":\"randaugment\"", "\"cutmix\":1.0");
        assertThat(json.readValue(json.writeValueAsString(full), Augmentation.class))
                .isEqualTo(full);
    }

    @Test
    void settingsOfOlderRunsAreRead() throws Exception {
        Augmentation old =
                new ObjectMapper().readValue("{\"minScale\":0.35,\"cropPadding\":0,\"flip\":true}", Augmentation.class);

        assertThat(old.withColors(0, old.auto(), Augmentation.DEFAULT_MAGNITUDE, 0))
                .isEqualTo(Augmentation.of(0.35, 0, true));
    }

    @Test
    void settingsAreChecked() {
        Augmentation plain = Augmentation.of(1, 0, false);
        assertThatThrownBy(() -> plain.withColors(1.1, AutoAugment.NONE, 9, 0))
                .hasMessage("colour jitter: 1.1; allowed: 0 to 1");
        assertThatThrownBy(() -> plain.withColors(0, AutoAugment.NONE, 31, 0)).hasMessageContaining("magnitude: 31");
        assertThatThrownBy(() -> plain.withColors(0, AutoAugment.NONE, 9, -1)).hasMessageContaining("erasing");
        assertThatThrownBy(() -> plain.withMixing(-0.1, 0))
                .hasMessage("mixup alpha: -0.1; allowed: 0, or 0.001 to 100");
        assertThatThrownBy(() -> plain.withMixing(0, Double.NaN)).hasMessageContaining("cutmix alpha: NaN");
    }

    private static Image apply(Augmentation augmentation, int seed) {
        return augmentation.transform(INPUT).apply(IMAGE, new SplittableRandom(seed));
    }
}
