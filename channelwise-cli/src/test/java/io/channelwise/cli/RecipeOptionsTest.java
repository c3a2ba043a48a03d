package io.channelwise.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.channelwise.runtime.ComputeDevice;
import io.channelwise.runtime.Precision;
import io.channelwise.train.Computation;
import io.channelwise.train.LearningRate;
import io.channelwise.train.Optimization;
import io.channelwise.train.RunDirectory;
import io.channelwise.train.TrainSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecipeOptionsTest {

    @TempDir
    private Path folder;

    @Test
    void optionsWinOverTheRecipeAndTheRecipeOverTheData() throws IOException {
        TrainSettings settings = settingsOf("--recipe", "quick", "--epochs", 1, "--lr", 0.01, "--mixup", 0.2);

        Optimization optimization = settings.optimization();
        assertThat(settings.recipe()).isEqualTo("quick");
        assertThat(optimization.epochs()).isEqualTo(1);
        assertThat(optimization.rate().peak()).isEqualTo(0.01);
        assertThat(optimization.rate().schedule()).isEqualTo(LearningRate.Shape.ONE_CYCLE);
        assertThat(optimization.rate().warmupEpochs()).isEqualTo(0.3);
        assertThat(optimization.descent().clipNorm()).isEqualTo(5);
        assertThat(settings.augmentation().mixup()).isEqualTo(0.2);
        assertThat(settings.augmentation().minScale()).isEqualTo(1);
        assertThat(settings.imageSize()).isEqualTo(Photos.SIZE);
    }

    @Test
    void withoutARecipeTheDataDecidesAndNoneIsNamed() throws IOException {
        TrainSettings settings = settingsOf("--epochs", 1, "--optimizer", "adamw", "--freeze", "stem,layer1");

        assertThat(settings.recipe()).isNull();
        assertThat(settings.augmentation().minScale()).isEqualTo(0.35);
        assertThat(settings.optimization().rate().peak()).isEqualTo(2e-3);
        assertThat(settings.optimization().descent().weightDecay().rate()).isEqualTo(0.05);
        assertThat(settings.optimization().freeze()).containsExactly("stem", "layer1");
    }

    @Test
    void aRunComputesAsItIsToldAndKeepsTheMemoryFormatThatWasMeasured() throws IOException {
        Computation computation = settingsOf(
                        "--epochs", 1, "--device", "cpu", "--precision", "bf16", "--memory-format", "auto")
                .computation();

        assertThat(computation.device()).isEqualTo("cpu");
        assertThat(computation.precision()).isEqualTo(Precision.BFLOAT16);
        assertThat(computation.memoryFormat()).isNotNull();
    }

    @Test
    void aGpuThatIsNotThereIsAskedForInVain() {
        assumeTrue(ComputeDevice.of("auto").isCpu(), "skipped: this machine has a GPU that works");

        assertThat(Cli.run("train", "--device", "cuda").failure()).contains("device: cuda; ");
        assertThat(Cli.run("evaluate", "--weights", "x", "--data", "shapes", "--device", "cuda")
                        .failure())
                .contains("device: cuda; ");
        assertThat(Cli.run("predict", "--weights", "x", "--device", "cuda", "y.jpg")
                        .failure())
                .contains("device: cuda; ");
    }

    @Test
    void anExportIsComputedOnTheProcessorWhateverThereIs() {
        assertThat(Cli.run("predict", "--weights", "x.onnx", "--device", "cuda", "y.jpg")
                        .failure())
                .contains("device: cuda; x.onnx is computed by ONNX Runtime, on the processor");
    }

    @Test
    void aRunKeepsThatItIsToBeDeterministic() throws IOException {
        assertThat(settingsOf("--epochs", 1, "--deterministic").computation().deterministic())
                .isTrue();
    }

    @Test
    void recipesAreListedWithTheirSources() {
        Cli list = Cli.run("train", "--list-recipes").done();
        assertThat(list.out())
                .contains("cifar     small images", "imagenet  a million", "finetune  ", "quick     ")
                .contains("arXiv 1512.03385", "2110.00476", "1912.11370", "ours:");
        assertThat(list.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));

        JsonNode json = Cli.run("train", "--list-recipes", "--json").json();
        assertThat(json.findValuesAsText("name")).containsExactly("cifar", "imagenet", "finetune", "quick");
    }

    private TrainSettings settingsOf(Object... options) throws IOException {
        Path photos = Photos.write(folder.resolve("photos"), 10, "blue", "green");
        Object[] usual = {
            "train",
            "--data",
            "folder:" + photos,
            "--model",
            "resnet20",
            "--size",
            Photos.SIZE,
            "--batch-size",
            8,
            "--run",
            "run",
            "--runs-dir",
            folder
        };
        Cli.run(Stream.of(usual, options).flatMap(Stream::of).toArray()).done();
        return new RunDirectory(folder.resolve("run")).config().settings();
    }
}
