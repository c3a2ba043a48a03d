package io.channelwise.nn;

import io.channelwise.runtime.Scope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * A convolution's weights that do what its batch norm does after it: {@code bn(conv(x))} with running statistics is {@code
 * conv(x)} with scaled kernels and a bias.
 *
 * @param kernels {@code [out, in / groups, kernel, kernel]}
 * @param shifts {@code [out]}
 */
record Folding(Tensor kernels, Tensor shifts) {

    /** Of the weights and running statistics of now. */
    static Folding of(Conv2d conv, BatchNorm2d norm) {
        try (Scope scope = new Scope()) {
            Tensor scale = norm.runningScale();
            Tensor shift = torch.sub(norm.bias(), torch.mul(norm.runningMean(), scale));
            Tensor bias = conv.bias() == null ? shift : torch.addcmul(shift, conv.bias(), scale, new Scalar(1));
            Tensor kernels = torch.mul(conv.weight(), scale.reshape(-1, 1, 1, 1));
            return new Folding(scope.keep(kernels), scope.keep(bias));
        }
    }
}
