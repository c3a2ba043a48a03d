package io.channelwise.attention;

import static io.channelwise.nn.Functions.blend;
import static io.channelwise.nn.Functions.reshape;
import static io.channelwise.nn.Functions.softmax;
import static io.channelwise.nn.Functions.sumToAverage;

import io.channelwise.nn.AdaptiveAvgPool2d;
import io.channelwise.nn.Arguments;
import io.channelwise.nn.BatchNorm2d;
import io.channelwise.nn.Conv2d;
import io.channelwise.nn.Layer;
import io.channelwise.nn.LayerList;
import io.channelwise.nn.ReLU;
import io.channelwise.nn.SelfContained;
import io.channelwise.nn.Sequential;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;

/**
 * Selective kernel convolution, Li et al. 2019 (arXiv 1903.06586), section 3.1: split into branches of growing kernel,
 * fuse them into one vector an image, select between them by a softmax for each channel. {@code [N, in, H, W]} to
 * {@code [N, out, H / stride, W / stride]} rounded up.
 *
 * <p>Branch i is a 3x3 convolution of dilation 1 + i, the paper's stand-in for a kernel of 3 + 2i, with batch norm and
 * ReLU.
 */
public final class SelectiveKernel extends Layer implements SelfContained {

    private final SelectiveKernelOptions options;
    private final LayerList split;
    private final Layer fuse;

    /** As the SK notes' SKConv: stride 1, two branches, reduction 4. At least 4 channels. */
    public SelectiveKernel(int channels) {
        this(SelectiveKernelOptions.of(channels));
    }

    /** By its options. */
    public SelectiveKernel(SelectiveKernelOptions options) {
        this.options = options;
        this.split = child("conv1", new LayerList(eachBranch(i -> branch(options, i))));
        this.fuse = child("att", fuse(options));
    }

    private static Layer branch(SelectiveKernelOptions options, int i) {
        int reach = options.smallestKernel() / 2 + i;
        Conv2d.Options convolution = Conv2d.options(options.in(), options.out(), reach == 0 ? 1 : 3)
                .stride(options.stride())
                .padding(reach)
                .dilation(Math.max(reach, 1))
                .groups(options.groups());
        return Sequential.of(new Conv2d(convolution.withoutBias()), new BatchNorm2d(options.out()), ReLU.inPlace());
    }

    private static Layer fuse(SelectiveKernelOptions options) {
        Conv2d.Options squeeze = Conv2d.options(options.out(), options.fused(), 1);
        Conv2d.Options excite = Conv2d.options(options.fused(), options.out() * options.branches(), 1);
        if (options.normalizedFuse()) {
            return Sequential.of(
                    new AdaptiveAvgPool2d(1),
                    new Conv2d(squeeze.withoutBias()),
                    new BatchNorm2d(options.fused()),
                    ReLU.inPlace(),
                    new Conv2d(excite.withoutBias()));
        }
        return Sequential.of(new AdaptiveAvgPool2d(1), new Conv2d(squeeze), ReLU.inPlace(), new Conv2d(excite));
    }

    @Override
    protected Tensor forward(Tensor x) {
        Arguments.images(this, x, options.in());
        List<Tensor> u = split.callEach(x);
        Tensor z = fuse.call(sumToAverage(u));
        Tensor gates = softmax(reshape(z, -1, options.branches(), options.out(), 1, 1), 1);
        return blend(gates, u);
    }

    private <T> List<T> eachBranch(java.util.function.IntFunction<T> of) {
        return IntStream.range(0, options.branches()).mapToObj(of).toList();
    }

    @Override
    public String toString() {
        return "SelectiveKernel(" + options.in() + ", " + options.out() + ")";
    }
}
