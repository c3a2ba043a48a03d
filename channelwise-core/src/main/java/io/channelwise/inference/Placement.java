package io.channelwise.inference;

import io.channelwise.data.Batch;
import io.channelwise.models.Network;
import io.channelwise.runtime.Autocast;
import io.channelwise.runtime.ComputeDevice;
import io.channelwise.runtime.Precision;
import io.channelwise.runtime.Scope;
import io.channelwise.runtime.Tensors;
import java.util.Arrays;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Where and how a network computes.
 *
 * @param device where weights and activations lie
 * @param layout in which order
 * @param precision of convolutions and matrix products
 */
public record Placement(ComputeDevice device, MemoryLayout layout, Precision precision) {

    /** On the processor, channels-last, in float32. */
    public static final Placement CPU = new Placement(ComputeDevice.CPU, MemoryLayout.CHANNELS_LAST, Precision.FLOAT32);

    /** Moves a network's values there; an optimiser is to be made after that. */
    public void take(Network network) {
        if (!device.isCpu()) {
            network.to(device.device());
        }
        network.to(layout.format());
    }

    /** The logits {@code [N, classes]} of a batch in float32, of a network that lies here. */
    public Tensor logits(Network network, Batch batch) {
        try (Scope scope = new Scope();
                Autocast cast = new Autocast(precision, device)) {
            return scope.keep(network.call(images(batch)).to(ScalarType.Float));
        }
    }

    private Tensor images(Batch batch) {
        Tensor images = Tensors.of(batch.pixels(), batch.n(), batch.channels(), batch.height(), batch.width());
        return move(images).contiguous(layout.format());
    }

    /** The labels of a batch, int64 {@code [N]}. */
    public Tensor labels(Batch batch) {
        return move(Tensors.ofLongs(Arrays.stream(batch.labels()).asLongStream().toArray()));
    }

    /** The tensor on the device. */
    public Tensor move(Tensor tensor) {
        return device.isCpu() ? tensor : tensor.to(device.device(), tensor.scalar_type());
    }
}
