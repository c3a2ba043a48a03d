package io.channelwise.train;

import io.channelwise.runtime.NoGrad;
import io.channelwise.runtime.Scope;
import java.util.Collection;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Keeps a single bad batch from throwing the weights away: gradients whose norm, taken over all of them together, is too
 * large are scaled down to it (Pascanu et al. 2013, arXiv 1211.5063, algorithm 1).
 */
final class GradientClipping {

    private GradientClipping() {}

    /** Clips the gradients of these parameters to a norm; 0 leaves them as they are. */
    static void clip(Collection<Tensor> parameters, double norm) {
        if (norm == 0) {
            return;
        }
        try (NoGrad guard = new NoGrad();
                Scope scope = new Scope()) {
            List<Tensor> gradients = parameters.stream()
                    .map(Tensor::grad)
                    .filter(Tensor::defined)
                    .toList();
            if (!gradients.isEmpty()) {
                Tensor scale = scale(norm(gradients), norm);
                gradients.forEach(gradient -> gradient.mul_(scale));
            }
        }
    }

    private static Tensor norm(List<Tensor> gradients) {
        Tensor[] norms = gradients.stream().map(Tensor::norm).toArray(Tensor[]::new);
        return torch.stack(new TensorVector(norms)).norm();
    }

    /** As libtorch's own clipping has it, which hands out the norm as a number, and so waits for a GPU at every step. */
    private static Tensor scale(Tensor norm, double most) {
        Tensor ratio = torch.empty_like(norm).fill_(new Scalar(most)).div_(norm.add(new Scalar(1e-6)));
        return torch.clamp_max(ratio, new Scalar(1));
    }
}
