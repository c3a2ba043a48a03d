package io.channelwise.models;

import io.channelwise.attention.ChannelAttention;
import io.channelwise.nn.BatchNorm2d;
import io.channelwise.nn.Conv2d;
import io.channelwise.nn.Layer;
import io.channelwise.nn.ReLU;
import io.channelwise.nn.Sequential;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;

/** Two 3x3 convolutions, He et al. 2015 (arXiv 1512.03385), figure 5 left, and channel attention after them. */
final class BasicBlock extends ResidualBlock {

    /**
     * What may differ between basic blocks: start from {@link #PLAIN}.
     *
     * @param reluLast whether a ReLU follows the second batch norm too, before the attention; false by default
     * @param shortcut where the shape changes; projecting by default
     * @param attention after the last batch norm; none by default
     */
    record Options(boolean reluLast, Shortcut shortcut, BlockAttention attention) implements Factory {

        static final Options PLAIN = new Options(false, Shortcut.PROJECTION, BlockAttention.NONE);

        /** The same with a ReLU before the attention. */
        Options withReluLast() {
            return new Options(true, shortcut, attention);
        }

        /** The same with other shortcuts. */
        Options shortcut(Shortcut kind) {
            return new Options(reluLast, kind, attention);
        }

        /** The same with attention under a name. */
        Options attention(String key, ChannelAttention.Factory factory) {
            return new Options(reluLast, shortcut, new BlockAttention(key, factory));
        }

        @Override
        public ResidualBlock create(int in, int width, int stride) {
            return new BasicBlock(in, width, stride, this);
        }

        @Override
        public Optional<Factory> with(AttentionEntry entry) {
            if (!attention.isNone()) {
                return Optional.empty();
            }
            return Optional.of(entry.convolution() == null ? attention("se", entry.gate()) : attentive(entry));
        }

        private Factory attentive(AttentionEntry entry) {
            return (in, width, stride) -> new AttentiveBasicBlock(in, width, stride, entry.convolution(), shortcut);
        }
    }

    private final int width;
    private final Conv2d conv1;
    private final BatchNorm2d bn1;
    private final Layer relu = child("relu", ReLU.inPlace());
    private final Conv2d conv2;
    private final BatchNorm2d bn2;
    private final Layer last;
    private final Layer attention;

    private BasicBlock(int in, int width, int stride, Options options) {
        this.width = width;
        conv1 = child("conv1", conv3x3(in, width, stride, 1));
        bn1 = child("bn1", new BatchNorm2d(width));
        conv2 = child("conv2", conv3x3(width, width, 1, 1));
        bn2 = child("bn2", new BatchNorm2d(width));
        last = options.reluLast ? relu : Sequential.of();
        attention = addAttention(options.attention);
        addShortcut(options.shortcut, in, stride);
    }

    @Override
    protected Tensor residual(Tensor x) {
        return through(x, conv1, bn1, relu, conv2, bn2, last, attention);
    }

    @Override
    int out() {
        return width;
    }

    @Override
    BatchNorm2d lastNorm() {
        return bn2;
    }
}
