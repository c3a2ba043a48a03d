package io.channelwise.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.channelwise.data.DatasetSpec;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecipeTest {

    static List<Recipe> recipes() {
        return Recipe.all();
    }

    @Test
    void namesAreThose() {
        assertThat(recipes()).extracting(Recipe::name).containsExactly("cifar", "imagenet", "finetune", "quick");
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void eachSaysItsSourceAndIsFoundByName(Recipe recipe) {
        assertThat(recipe.source()).containsPattern("arXiv \\d{4}\\.\\d{5}");
        assertThat(Recipe.named(recipe.name())).isEqualTo(recipe);
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void theDataDecidesModelAndSizeAndWhetherMirroringIsHarmless(Recipe recipe) {
        TrainSettings digits = recipe.settings(DatasetSpec.parse("mnist"));
        TrainSettings photos = recipe.settings(DatasetSpec.parse("cifar10"));

        assertThat(digits.recipe()).isEqualTo(recipe.name());
        assertThat(digits.imageSize()).isEqualTo(28);
        assertThat(digits.model()).isEqualTo("se_resnet20");
        assertThat(digits.augmentation().flip()).isFalse();
        assertThat(photos.augmentation()).isEqualTo(recipe.augmentation());
        assertThat(photos.optimization()).isEqualTo(recipe.optimization());
    }

    @Test
    void heIsFollowedToTheStep() {
        Optimization he = Recipe.named("cifar").optimization();
        Schedule schedule = he.schedule(390);

        assertThat(schedule.totalSteps()).isBetween(63_900L, 64_100L);
        assertThat(schedule.rate(81 * 390)).isEqualTo(0.1);
        assertThat(schedule.rate(82 * 390)).isEqualTo(0.1 * 0.1);
    }

    @Test
    void anUnknownOneIsAnsweredWithTheNames() {
        assertThatThrownBy(() -> Recipe.named("fast"))
                .hasMessage("recipe: fast; allowed: cifar, imagenet, finetune, quick");
    }
}
