package io.channelwise.train;

import io.channelwise.data.DatasetSpec;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A way to train that is known by name: all numbers of it at once, to be changed one by one.
 *
 * @param name as {@code --recipe} takes it
 * @param purpose what it is for, in a few words
 * @param source where its numbers come from
 * @param optimization how weights move
 * @param augmentation how training images vary
 * @param zeroInitResidual whether the last batch norm of each residual branch starts at zero
 */
public record Recipe(
        String name,
        String purpose,
        String source,
        Optimization optimization,
        Augmentation augmentation,
        boolean zeroInitResidual) {

    /** All of them. */
    public static List<Recipe> all() {
        return Recipes.ALL;
    }

    /**
     * The recipe of a name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Recipe named(String name) {
        return Recipes.ALL.stream()
                .filter(recipe -> recipe.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("recipe: " + name + "; allowed: " + names()));
    }

    private static String names() {
        return Recipes.ALL.stream().map(Recipe::name).collect(Collectors.joining(", "));
    }

    /** The settings for a data set, which keeps its model and its size; images are mirrored only where that is harmless. */
    public TrainSettings settings(DatasetSpec data) {
        TrainSettings usual = TrainDefaults.of(data);
        return new TrainSettings(
                name,
                usual.data(),
                usual.model(),
                usual.weights(),
                usual.selection(),
                usual.imageSize(),
                usual.onBadImage(),
                optimization,
                augmentationOf(data),
                zeroInitResidual,
                usual.computation(),
                usual.seed(),
                usual.workers());
    }

    private Augmentation augmentationOf(DatasetSpec data) {
        return new Augmentation(
                augmentation.minScale(),
                augmentation.cropPadding(),
                augmentation.flip() && data.defaults().horizontalFlip(),
                augmentation.colorJitter(),
                augmentation.auto(),
                augmentation.autoMagnitude(),
                augmentation.erasing(),
                augmentation.mixup(),
                augmentation.cutmix());
    }
}
