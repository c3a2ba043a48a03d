package io.channelwise.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.channelwise.data.Image;
import io.channelwise.models.Models;
import io.channelwise.models.Network;
import io.channelwise.runtime.NoGrad;
import io.channelwise.runtime.Scope;
import io.channelwise.weights.ClassNames;
import io.channelwise.weights.Interpolation;
import io.channelwise.weights.Preprocessing;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.junit.jupiter.api.Test;

class ClassifierTest {

    private static final Preprocessing INPUT =
            new Preprocessing(3, 32, 32, Interpolation.BILINEAR, 1, List.of(0.5, 0.5, 0.5), List.of(0.5, 0.5, 0.5));

    private static final Image IMAGE = new Image(3, 32, 32, new byte[3 * 32 * 32]);

    @Test
    void everyClassIsGuessed() {
        try (Classifier classifier = classifier(Models.create("resnet20", 3, 4, 0))) {
            assertThat(classifier.classify(IMAGE, 4)).hasSize(4);
        }
    }

    @Test
    void weightsThatDivergedHaveNoProbabilities() {
        Network network = Models.create("resnet20", 3, 4, 0);
        try (Scope scope = new Scope();
                NoGrad guard = new NoGrad()) {
            network.stateDict().values().stream()
                    .filter(tensor -> tensor.dim() == 2)
                    .forEach(head -> head.fill_(new Scalar(Double.NaN)));
        }
        try (Classifier classifier = classifier(network)) {
            assertThatThrownBy(() -> classifier.classify(IMAGE, 4))
                    .isInstanceOf(EvaluationException.class)
                    .hasMessageContaining("not finite");
        }
    }

    private static Classifier classifier(Network network) {
        network.eval();
        return new Classifier(new TrainedNetwork(network, "resnet20", ClassNames.numbers(4), INPUT));
    }
}
