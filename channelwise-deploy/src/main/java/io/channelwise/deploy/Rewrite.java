package io.channelwise.deploy;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A change of the exported graph that keeps its results but for rounding. They are applied in this order; each is a
 * switch, so that its gain can be measured.
 */
public enum Rewrite {
    /** A batch norm after a convolution becomes part of its weights and bias. */
    FOLD_NORMS(FoldNorms::apply),
    /** Linear layers on pooled channels become 1x1 convolutions, which need no reshaping. */
    CONVOLUTIONAL_GATES(ConvolutionalGates::apply),
    /** The squeeze after a 1x1 convolution pools that convolution's input, and the first layer of the gates takes it. */
    EARLY_SQUEEZE(EarlySqueeze::apply),
    /** A softmax over two branches is the sigmoid of their difference. */
    SIGMOID_SELECTION(SigmoidSelection::apply),
    /** The average of a sum of branches is the sum of their averages: the sum itself is never written. */
    BRANCHWISE_SQUEEZE(BranchwiseSqueeze::apply),
    /** The shortcut without parameters becomes a 1x1 convolution of zeros and ones. */
    CONVOLUTIONAL_SHORTCUTS(ConvolutionalShortcuts::apply),
    /** Groups of 4 or 8 channels become groups of 16, which ONNX Runtime's blocked layout takes. */
    WIDER_GROUPS(WiderGroups::toBlocks),
    /** In int8 alone, groups of 4, 8 or 16 channels become groups of 32, which are fewer to gather. */
    WIDER_INT8_GROUPS(WiderGroups::forInt8),
    /**
     * In floats alone, gates that meet a shortcut are brought to the extent of what they scale, where it is fixed: a product
     * in ONNX Runtime's blocked layout.
     */
    RESIZED_GATES(ResizedGates::apply);

    /** What is on by default: all, since each was measured to gain a little, or to cost nothing, on one AVX-512 machine. */
    public static final Set<Rewrite> CHOSEN = Collections.unmodifiableSet(EnumSet.allOf(Rewrite.class));

    private final Consumer<Graph> change;

    Rewrite(Consumer<Graph> change) {
        this.change = change;
    }

    /** Whether it writes the extents of values into the graph. */
    boolean needsFixedSize() {
        return this == RESIZED_GATES;
    }

    void apply(Graph graph) {
        change.accept(graph);
    }
}
