package io.channelwise.train;

import io.channelwise.data.AutoAugment;
import java.util.List;

/** The recipes' numbers. */
final class Recipes {

    static final List<Recipe> ALL = List.of(cifar(), imageNet(), fineTune(), quick());

    private Recipes() {}

    private static Recipe cifar() {
        return new Recipe(
                "cifar",
                "small images from scratch, as residual networks began on CIFAR-10",
                "He et al. 2015, arXiv 1512.03385, section 4.2: 64,000 steps of 128 images, rate 0.1, a tenth of it after "
                        + "half and three quarters, momentum 0.9, decay 1e-4, crops from a border of 4 pixels, mirroring",
                Optimization.plain(
                        164,
                        128,
                        Descent.sgd(0.9, false, new WeightDecay(1e-4, true)),
                        LearningRate.cosine(0.1, 0).steppingAt(0.5, 0.75),
                        Regularization.NONE),
                Augmentation.of(1, 4, true),
                false);
    }

    private static Recipe imageNet() {
        return new Recipe(
                "imagenet",
                "a million large images from scratch",
                "Goyal et al. 2017, arXiv 1706.02677, sections 2 and 5.1: rate 0.1 for 256 images a step, to be scaled with "
                        + "them, Nesterov's momentum 0.9, decay 1e-4 but not of norms, 5 epochs of warm-up, residual "
                        + "branches that start at zero, crops of 8 % of the area or more; Wightman et al. 2021, arXiv "
                        + "2110.00476, table 2, A3: 100 epochs along a cosine, RandAugment 6, Mixup 0.1, CutMix 1",
                Optimization.plain(
                        100,
                        256,
                        Descent.sgd(0.9, true, new WeightDecay(1e-4, false)),
                        LearningRate.cosine(0.1, 5),
                        Regularization.NONE),
                new Augmentation(0.08, 0, true, 0, AutoAugment.RANDAUGMENT, 6, 0, 0.1, 1),
                true);
    }

    private static Recipe fineTune() {
        return new Recipe(
                "finetune",
                "some thousand images, starting from --weights",
                "Kolesnikov et al. 2020, arXiv 1912.11370, section 3.3 (BiT-HyperRule): rate 0.003 (there for 512 images a step), a tenth of it after 30, "
                        + "60 and 90 % of the run, momentum 0.9, no decay, crops and mirroring; ours: 20 epochs of 32 "
                        + "images a step, one of warm-up, crops of half the area or more, ten times the rate for the head",
                Optimization.plain(
                        20,
                        32,
                        Descent.sgd(0.9, false, new WeightDecay(0, false)),
                        LearningRate.cosine(0.003, 1).steppingAt(0.3, 0.6, 0.9).headScale(10),
                        Regularization.NONE),
                Augmentation.of(0.5, 0, true),
                false);
    }

    private static Recipe quick() {
        return new Recipe(
                "quick",
                "a first result in few epochs",
                "ours: one cycle of 5 epochs (Smith and Topin 2018, arXiv 1708.07120) up to a rate of 0.2, gradients clipped "
                        + "to a norm of 5, label smoothing 0.05",
                Optimization.plain(
                        5,
                        64,
                        Descent.sgd(0.9, true, new WeightDecay(5e-4, false)).clippedTo(5),
                        LearningRate.cosine(0.2, 1.5).along(LearningRate.Shape.ONE_CYCLE),
                        Regularization.smoothing(0.05)),
                Augmentation.of(1, 2, true),
                false);
    }
}
