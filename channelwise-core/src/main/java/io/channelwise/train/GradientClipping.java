package io.channelwise.train;

import io.channelwise.runtime.NoGrad;
import io.channelwise.runtime.Scope;
import java.util.Collection;
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
            torch.clip_grad_norm_(new TensorVector(parameters.toArray(Tensor[]::new)), norm);
        }
    }
}
