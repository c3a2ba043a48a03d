package io.channelwise.inference;

import io.channelwise.data.Batch;
import io.channelwise.data.BatchPixels;
import io.channelwise.runtime.Scope;
import io.channelwise.runtime.Tensors;
import io.channelwise.runtime.Transfer;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Normalises images where a network computes: each byte is looked up in a table that the processor has made, and blending
 * is the same three operations, so that all values are those that the processor would have sent, to the last bit.
 */
final class ByteImages {

    private ByteImages() {}

    /** The images of a batch on a device, float32 {@code [N, C, H, W]} in channels-last. */
    static Tensor of(Batch batch, BatchPixels.Bytes pixels, Device device) {
        try (Scope scope = new Scope()) {
            Tensor values = Transfer.bytes(
                    device, pixels.bytes(), (long) batch.n() * batch.height() * batch.width(), batch.channels());
            float[] table = pixels.normalization().table();
            int[] starts = IntStream.range(0, batch.channels()).map(c -> c << 8).toArray();
            Tensor places = values.to(ScalarType.Int).add(Transfer.to(device, Tensors.ofInts(starts)));
            Tensor normalized = Transfer.to(device, Tensors.of(table, table.length))
                    .index_select(0, places.flatten())
                    .reshape(batch.n(), batch.height(), batch.width(), batch.channels());
            Tensor blended = pixels.blend() == null ? normalized : blended(normalized, pixels.blend(), device);
            return scope.keep(blended.permute(0, 3, 1, 2));
        }
    }

    private static Tensor blended(Tensor images, BatchPixels.Blend blend, Device device) {
        long[] partners = Arrays.stream(blend.partners()).asLongStream().toArray();
        Tensor others = images.index_select(0, Transfer.to(device, Tensors.ofLongs(partners)));
        float share = blend.share();
        return images.mul(new Scalar(share)).add(others.mul(new Scalar(1 - share)));
    }
}
