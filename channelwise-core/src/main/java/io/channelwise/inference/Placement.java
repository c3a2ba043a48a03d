package io.channelwise.inference;

import io.channelwise.data.Batch;
import io.channelwise.data.BatchPixels;
import io.channelwise.models.Network;
import io.channelwise.runtime.Autocast;
import io.channelwise.runtime.ComputeDevice;
import io.channelwise.runtime.Precision;
import io.channelwise.runtime.Scope;
import io.channelwise.runtime.Tensors;
import io.channelwise.runtime.Transfer;
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

    private static final int GPU_BATCHES_PER_READING = 20;

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
        Tensor images = batch.values() instanceof BatchPixels.Bytes bytes
                ? ByteImages.of(batch, bytes, device.device())
                : move(Tensors.of(batch.pixels(), batch.n(), batch.channels(), batch.height(), batch.width()));
        return images.contiguous(layout.format());
    }

    /** The labels of a batch, int64 {@code [N]}. */
    public Tensor labels(Batch batch) {
        return labels(batch.labels());
    }

    /** Labels, int64 {@code [N]}. */
    public Tensor labels(int... labels) {
        return move(Tensors.ofLongs(Arrays.stream(labels).asLongStream().toArray()));
    }

    /** A tensor of the processor on the device, see {@link Transfer}. */
    public Tensor move(Tensor tensor) {
        return Transfer.to(device.device(), tensor);
    }

    /** Whether batches are best sent as bytes, which the device normalises. */
    public boolean takesBytes() {
        return !device.isCpu();
    }

    /**
     * Batches whose results are read at once. Reading waits until a GPU has done all that was queued, and it idles until more
     * is; the processor has nothing queued.
     */
    public int batchesPerReading() {
        return device.isCpu() ? 1 : GPU_BATCHES_PER_READING;
    }
}
