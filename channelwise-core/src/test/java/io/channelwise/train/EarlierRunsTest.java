package io.channelwise.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.channelwise.data.AutoAugment;
import io.channelwise.data.BadImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs begun before there were recipes go on with what they meant. */
class EarlierRunsTest {

    private static final String BEFORE_RECIPES = """
            {
              "run" : "photos-1",
              "settings" : {
                "data" : "folder:/photos",
                "model" : "se_resnet20",
                "weights" : null,
                "image_size" : 16,
                "optimization" : {
                  "epochs" : 3,
                  "batch_size" : 16,
                  "algorithm" : "adamw",
                  "learning_rate" : 0.002,
                  "momentum" : 0.9,
                  "nesterov" : true,
                  "weight_decay" : { "rate" : 0.05, "everywhere" : false },
                  "warmup_epochs" : 0.75,
                  "label_smoothing" : 0.1
                },
                "augmentation" : { "min_scale" : 0.35, "crop_padding" : 0, "flip" : true },
                "zero_init_residual" : false,
                "memory_format" : "channels-last",
                "seed" : 3,
                "workers" : 1
              },
              "classes" : [ "blue", "red" ],
              "started" : "2026-11-25T22:24:23Z",
              "library_version" : "0.1.0-SNAPSHOT"
            }
            """;

    @TempDir
    private Path folder;

    @Test
    void whatIsNotSaidMeansWhatItMeantThen() throws IOException {
        Files.writeString(folder.resolve("config.json"), BEFORE_RECIPES);

        TrainSettings settings = new RunDirectory(folder).config().settings();

        Optimization optimization = new Optimization(
                3,
                16,
                1,
                new Descent(Descent.Algorithm.ADAMW, 0.9, true, new WeightDecay(0.05, false), 0),
                new LearningRate(0.002, LearningRate.Shape.COSINE, 0.75, List.of(), 1, 1, 1),
                new Regularization(0.1, 0, 0, ClassWeights.NONE),
                List.of(),
                0);
        assertThat(settings)
                .isEqualTo(new TrainSettings(
                        null,
                        "folder:/photos",
                        "se_resnet20",
                        null,
                        null,
                        16,
                        BadImages.FAIL,
                        optimization,
                        new Augmentation(0.35, 0, true, 0, AutoAugment.NONE, 0, 0, 0, 0),
                        false,
                        Computation.CPU,
                        3,
                        1));
    }

    @Test
    void whatIsNoConfigurationIsStillRefused() throws IOException {
        Files.writeString(folder.resolve("config.json"), "[1, 2]");

        assertThatThrownBy(() -> new RunDirectory(folder).config())
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("config.json cannot be read");
    }
}
