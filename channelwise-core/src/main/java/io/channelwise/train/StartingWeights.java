package io.channelwise.train;

import io.channelwise.models.Network;
import io.channelwise.weights.Checkpoint;
import io.channelwise.weights.InputKernel;
import io.channelwise.weights.LoadOptions;
import io.channelwise.weights.StateDicts;
import io.channelwise.weights.StoredTensor;
import io.channelwise.weights.WeightsCache;
import io.channelwise.weights.WeightsException;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/** The weights that fine-tuning begins with. */
final class StartingWeights {

    private StartingWeights() {}

    /**
     * Fills the network, but for its head where the weights are for another number of classes. A first kernel for colour
     * is put to grey images and the other way round.
     *
     * @return what was done, in a sentence
     * @throws WeightsException if anything else than the head does not fit
     */
    static String load(Network network, TrainSettings settings) {
        String word = settings.weights();
        Checkpoint checkpoint = InputKernel.fit(
                settings.startingWeights().read(WeightsCache.standard()), settings.model(), network.channels());
        Map<String, StoredTensor> stored = checkpoint.weights().tensors();
        boolean sameHead = hasSameHead(network, stored);
        LoadOptions options = sameHead ? LoadOptions.STRICT : LoadOptions.STRICT.keeping(network.headName());
        try {
            StateDicts.load(network.stateDict(), stored, options);
        } catch (WeightsException e) {
            throw new WeightsException(word + " does not fit the network: " + e.getMessage(), e);
        }
        String head = sameHead ? "" : ", with a new head for " + network.classes() + " classes";
        List<String> notes = checkpoint.weights().notes();
        return "starting from " + word + head + (notes.isEmpty() ? "" : "; " + String.join("; ", notes));
    }

    private static boolean hasSameHead(Network network, Map<String, StoredTensor> stored) {
        String key = network.headName() + ".weight";
        Tensor head = network.stateDict().get(key);
        StoredTensor saved = stored.get(key);
        return saved == null || saved.shape().get(0) == head.size(0);
    }
}
