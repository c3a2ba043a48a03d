package io.channelwise.models;

import io.channelwise.nn.BatchNorm2d;
import io.channelwise.nn.Layer;
import io.channelwise.runtime.Scope;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** An image classifier: {@code [N, C, H, W]} to logits {@code [N, classes]}, by features and a head. */
public abstract class Network extends Layer {

    /** The feature map before the head: {@code [N, C, H, W]} to {@code [N, F, H', W']}. */
    public final Tensor features(Tensor x) {
        try (Scope scope = new Scope()) {
            return scope.keep(extract(x));
        }
    }

    /** The formula of the features. */
    protected abstract Tensor extract(Tensor x);

    /** The formula of the head: features {@code [N, F, H', W']} to logits {@code [N, classes]}. */
    protected abstract Tensor classify(Tensor features);

    /** The number of classes. */
    public abstract int classes();

    /** The channels of the input. */
    public abstract int channels();

    /** The name of the final linear layer in the tree, which a new set of classes replaces. */
    public abstract String headName();

    /** The names of the stages in order, {@code layer1} and so on. */
    public abstract List<String> stageNames();

    /** The batch norms that end a residual branch, which may start at zero. */
    abstract List<BatchNorm2d> lastNorms();

    @Override
    protected final Tensor forward(Tensor x) {
        return classify(extract(x));
    }
}
