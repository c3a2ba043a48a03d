package io.channelwise.nn;

import io.channelwise.runtime.Scope;
import java.util.List;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * A convolution and the batch norm after it as one convolution, where nothing but the output is wanted: {@code
 * bn(conv(x))} with running statistics is {@code conv(x)} with scaled kernels and a bias. It saves a pass over the
 * activation for a pass over the kernels.
 */
final class Folding {

    private Folding() {}

    /** Whether layers {@code i} and {@code i + 1} are such a pair, and folding them pays for this input. */
    static boolean pays(List<? extends Layer> layers, int i, Tensor x) {
        return i + 1 < layers.size()
                && layers.get(i) instanceof Conv2d conv
                && layers.get(i + 1) instanceof BatchNorm2d norm
                && !norm.isTraining()
                && !GradMode.is_enabled()
                && !Listening.isOn()
                && x.numel() > conv.weight().numel();
    }

    /** {@code norm(conv(x))}. */
    static Tensor call(Conv2d conv, BatchNorm2d norm, Tensor x) {
        try (Scope scope = new Scope()) {
            Tensor scale = norm.runningScale();
            Tensor shift = torch.sub(norm.bias(), torch.mul(norm.runningMean(), scale));
            Tensor bias = conv.bias() == null ? shift : torch.addcmul(shift, conv.bias(), scale, new Scalar(1));
            Tensor weight = torch.mul(conv.weight(), scale.reshape(-1, 1, 1, 1));
            return scope.keep(conv.convolve(x, weight, bias));
        }
    }
}
