package io.channelwise.weights;

import io.channelwise.runtime.NoGrad;
import io.channelwise.runtime.Scope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Weights for colour images put to grey ones, and the other way round, as timm does: the kernel that sees the input is
 * summed over the colours, so that it answers to a grey image as it did to the same one in three equal channels, or is
 * spread over three channels, a third each.
 */
public final class InputKernel {

    private static final int COLOUR = 3;
    private static final int GREY = 1;
    private static final int RANK = 4;

    private InputKernel() {}

    /**
     * Weights for images of so many channels. They are as they were where that fits already, or their first kernel is for
     * neither grey nor colour; else their last note says what was done.
     *
     * @param model the registered name whose weights they are
     * @param channels of the images, 1 or 3
     */
    public static Checkpoint fit(Checkpoint checkpoint, String model, int channels) {
        Map<String, StoredTensor> tensors = checkpoint.weights().tensors();
        String key = ModelTable.row(model).map(ModelTable.Row::stem).orElse("");
        StoredTensor kernel = tensors.get(key);
        long found = kernel == null || kernel.shape().size() != RANK
                ? 0
                : kernel.shape().get(1);
        boolean summed = found == COLOUR && channels == GREY;
        boolean spread = found == GREY && channels == COLOUR;
        if (!(summed || spread) || !kernel.type().isFloat()) {
            return checkpoint;
        }
        Map<String, StoredTensor> changed = new LinkedHashMap<>(tensors);
        changed.put(key, summed ? sum(kernel) : spread(kernel));
        List<String> notes = new ArrayList<>(checkpoint.weights().notes());
        notes.add(key + (summed ? " is summed over its 3 colours" : " is spread over 3 colours")
                + ", since the images have " + (summed ? "1 channel" : "3"));
        return checkpoint.with(changed, notes);
    }

    private static StoredTensor sum(StoredTensor kernel) {
        try (Scope scope = new Scope();
                NoGrad guard = new NoGrad()) {
            return StateDicts.stored(
                    torch.sum(StateDicts.tensor(kernel), new long[] {1}, true, new ScalarTypeOptional()));
        }
    }

    private static StoredTensor spread(StoredTensor kernel) {
        try (Scope scope = new Scope();
                NoGrad guard = new NoGrad()) {
            Tensor third = StateDicts.tensor(kernel).div(new Scalar(COLOUR));
            return StateDicts.stored(third.repeat(1, COLOUR, 1, 1));
        }
    }
}
