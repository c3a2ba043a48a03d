package io.channelwise.models;

import io.channelwise.attention.ChannelAttention;
import io.channelwise.nn.ForwardListener;
import io.channelwise.nn.Layer;
import io.channelwise.nn.Operation;
import io.channelwise.runtime.NoGrad;
import io.channelwise.runtime.Scope;
import io.channelwise.runtime.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.stream.LongStream;
import org.bytedeco.pytorch.Tensor;

/**
 * What a network computes for one image, counted by listening to a forward pass.
 *
 * @param rows the direct children that have an output of their own, in the order of the pass
 * @param parameters trainable values
 * @param macs multiply-adds for one image of convolutions, linear layers and the scaling by a {@link ChannelAttention}:
 *     3.87 G for SE-ResNet-50 as in its paper. Norms, activations, pooling, sums and the selection between branches do
 *     not count: 4.46 G for SKNet-50, whose paper has 4.47 G
 */
public record Summary(List<Row> rows, long parameters, long macs) {

    /**
     * One direct child of the network.
     *
     * @param name in the tree
     * @param layer and its configuration
     * @param shape of the output for one image, {@code [C, H, W]} or {@code [F]}
     * @param parameters trainable values
     * @param macs multiply-adds for one image
     */
    public record Row(String name, String layer, List<Long> shape, long parameters, long macs) {}

    /** Counts for one image {@code [channels, height, width]}. */
    public static Summary of(Network network, int height, int width) {
        Counter counter = new Counter(network);
        boolean training = network.isTraining();
        network.eval();
        // No image at all: shapes flow through the very same operations, and nothing is multiplied.
        try (Scope scope = new Scope();
                NoGrad guard = new NoGrad()) {
            Tensor none = Tensors.empty(0, network.channels(), height, width);
            ForwardListener.listen(counter, () -> network.call(none));
        } finally {
            network.train(training);
        }
        long macs = counter.rows.stream().mapToLong(Row::macs).sum();
        return new Summary(List.copyOf(counter.rows), network.parameterCount(), macs);
    }

    /** Adds up multiply-adds and notes the output of each direct child. */
    private static final class Counter implements ForwardListener {

        private final IdentityHashMap<Layer, String> names = new IdentityHashMap<>();
        private final List<Row> rows = new ArrayList<>();
        private long macs;
        private int attentions;

        Counter(Network network) {
            network.children().forEach((name, layer) -> names.put(layer, name));
        }

        @Override
        public void enter(Layer layer, Tensor input) {
            attentions += layer instanceof ChannelAttention ? 1 : 0;
        }

        @Override
        public void operation(Operation operation) {
            if (operation instanceof Operation.Convolution convolution) {
                Tensor weight = convolution.weight();
                long perPixel = weight.size(0) * weight.size(1) * weight.size(2) * weight.size(3);
                macs += perPixel
                        * convolution.output().size(2)
                        * convolution.output().size(3);
            } else if (operation instanceof Operation.Convolution1d convolution) {
                macs += convolution.weight().numel() * convolution.output().size(2);
            } else if (operation instanceof Operation.Dense dense) {
                macs += dense.weight().numel();
            } else if (operation instanceof Operation.Binary binary && isScaling(binary)) {
                macs += perImage(binary.output()).reduce(1, Math::multiplyExact);
            }
        }

        private boolean isScaling(Operation.Binary binary) {
            return attentions > 0 && binary.arithmetic() == Operation.Arithmetic.MULTIPLY;
        }

        private static LongStream perImage(Tensor tensor) {
            return Arrays.stream(tensor.shape()).skip(1);
        }

        @Override
        public void exit(Layer layer, Tensor output) {
            attentions -= layer instanceof ChannelAttention ? 1 : 0;
            String name = names.get(layer);
            if (name != null) {
                List<Long> shape = perImage(output).boxed().toList();
                rows.add(new Row(name, layer.toString(), shape, layer.parameterCount(), macs));
                macs = 0;
            }
        }
    }
}
