package io.channelwise.nn;

import io.channelwise.runtime.Engine;
import io.channelwise.runtime.GradientHook;
import io.channelwise.runtime.MemoryUse;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The outputs of batch norms that were made in a layer's call. In training the backward pass needs them, though they are
 * nothing but a pass over the convolution's output, which it needs as well. So their memory is given back when the layer is
 * done with them, and they are made again when the backward pass comes to the layer.
 */
final class Recomputation implements AutoCloseable {

    private static final ThreadLocal<Recomputation> CURRENT = new ThreadLocal<>();

    private final Recomputation outer = CURRENT.get();
    private final List<RecomputedNorm> norms = new ArrayList<>();
    private final Layer layer;

    /** Begins with a layer's call on this thread. */
    Recomputation(Layer layer) {
        this.layer = layer;
        CURRENT.set(this);
        if (outer == null) {
            GradientHook.sweep();
        }
    }

    /** Whether the output of a batch norm is to be made again, and can be: in a layer's call with gradients, on the processor, of float32. */
    static boolean takes(Tensor x) {
        return Engine.memory() == MemoryUse.LEAN
                && CURRENT.get() != null
                && GradMode.is_enabled()
                && !Listening.isOn()
                && x.is_cpu()
                && x.scalar_type().intern() == ScalarType.Float
                && !torch.is_autocast_enabled(DeviceType.CPU);
    }

    /** A batch norm has made its output. */
    static void made(RecomputedNorm norm) {
        CURRENT.get().norms.add(norm);
    }

    /** ReLU has been written over a tensor. */
    static void rectified(Tensor x) {
        for (Recomputation call = CURRENT.get(); call != null; call = call.outer) {
            call.norms.stream().filter(norm -> norm.made(x)).forEach(RecomputedNorm::rectify);
        }
    }

    /** A tensor that was made in this call has been freed, after a layer had read it and made its output. */
    static void used(Tensor x, Layer reader, Tensor output) {
        Recomputation call = CURRENT.get();
        if (call != null) {
            call.norms.stream().filter(norm -> norm.made(x)).forEach(norm -> {
                if (reader instanceof MaxPool2d) {
                    norm.pooled();
                } else {
                    norm.read(isSelfContained(reader), output);
                }
            });
            call.norms.removeIf(norm -> norm.made(x));
        }
    }

    /** The call has made its output, and the rest of what it made has been freed. */
    void end(Tensor output) {
        boolean selfContained = !norms.isEmpty() && isSelfContained(layer);
        for (RecomputedNorm norm : norms) {
            if (selfContained && outer != null && norm.made(output)) {
                outer.norms.add(norm);
            } else {
                norm.read(selfContained, output);
            }
        }
        norms.clear();
    }

    private static boolean isSelfContained(Layer layer) {
        return layer instanceof SelfContained
                && layer.children().values().stream().allMatch(Recomputation::isSelfContained);
    }

    /** Forgets the outputs of a call that failed. */
    @Override
    public void close() {
        norms.forEach(RecomputedNorm::close);
        CURRENT.set(outer);
    }
}
