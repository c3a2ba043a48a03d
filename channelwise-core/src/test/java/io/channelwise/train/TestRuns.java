package io.channelwise.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.channelwise.runtime.Version;
import io.channelwise.weights.Safetensors;
import io.channelwise.weights.StoredTensor;
import java.nio.file.Path;
import java.util.Map;

/** Runs on {@link SyntheticImages}, and their weights side by side. */
final class TestRuns {

    private TestRuns() {}

    static RunDirectory begin(Path folder, TrainSettings settings) {
        RunConfig config = new RunConfig(
                folder.getFileName().toString(),
                settings,
                SyntheticImages.splits().test().classes(),
                "2026-01-01T00:00:00Z",
                Version.current());
        return RunDirectory.create(folder, config);
    }

    static TrainResult train(RunDirectory run, TrainingListener listener) {
        TrainSettings settings = run.config().settings();
        TrainingData data = TrainingData.of(SyntheticImages.splits(), SyntheticImages.defaults(), settings);
        try (Trainer trainer = new Trainer(run, data, listener)) {
            return trainer.train();
        }
    }

    static Map<String, StoredTensor> tensors(Path file) {
        return Safetensors.read(file).tensors();
    }

    static void assertSameTensors(Path expected, Path actual) {
        Map<String, StoredTensor> one = tensors(expected);
        Map<String, StoredTensor> other = tensors(actual);
        assertThat(other.keySet()).isEqualTo(one.keySet());
        one.forEach((key, tensor) -> assertThat(other.get(key).data()).as(key).isEqualTo(tensor.data()));
    }
}
