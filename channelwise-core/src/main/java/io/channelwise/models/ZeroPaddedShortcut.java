package io.channelwise.models;

import static io.channelwise.nn.Functions.padChannels;
import static io.channelwise.nn.Functions.subsample;

import io.channelwise.nn.Arguments;
import io.channelwise.nn.Layer;
import org.bytedeco.pytorch.Tensor;

/**
 * The shortcut without parameters, He et al. 2015 (arXiv 1512.03385), section 3.3, option A: {@code [N, in, H, W]} to
 * {@code [N, out, H / stride, W / stride]} rounded up, the new channels zero and half of them on each side.
 */
final class ZeroPaddedShortcut extends Layer {

    private final int in;
    private final int stride;
    private final int before;
    private final int after;

    ZeroPaddedShortcut(int in, int out, int stride) {
        this.in = in;
        this.stride = stride;
        this.before = (out - in) / 2;
        this.after = out - in - before;
    }

    @Override
    protected Tensor forward(Tensor x) {
        Arguments.images(this, x, in);
        return padChannels(subsample(x, stride), before, after);
    }
}
