package io.channelwise.models;

import io.channelwise.attention.ConvolutionalBlockAttention;
import io.channelwise.attention.EfficientChannelAttention;
import io.channelwise.attention.GatherExcite;
import io.channelwise.attention.SelectiveKernel;
import io.channelwise.attention.SelectiveKernelOptions;
import io.channelwise.attention.SpatialChannelSqueezeExcitation;
import io.channelwise.attention.SplitAttention;
import io.channelwise.attention.SqueezeExcitation;
import io.channelwise.attention.StyleRecalibration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The registry of attentions that a plain residual network takes by name. */
public final class Attentions {

    private static final Map<String, AttentionEntry> ENTRIES = new LinkedHashMap<>();

    static {
        add(AttentionEntry.gate("se", SeResNets.PAPER, SqueezeExcitation::new));
        add(AttentionEntry.gate("eca", "ECA-Net, arXiv 1910.03151", EfficientChannelAttention::new));
        add(AttentionEntry.gate(
                "cbam", "Convolutional Block Attention Module, arXiv 1807.06521", ConvolutionalBlockAttention::new));
        add(AttentionEntry.gate(
                "scse",
                "Concurrent Spatial and Channel Squeeze & Excitation, arXiv 1803.02579",
                SpatialChannelSqueezeExcitation::new));
        add(AttentionEntry.gate("ge", "Gather-Excite, arXiv 1810.12348, GE-theta-minus", GatherExcite::global));
        add(AttentionEntry.gate(
                "ge_theta",
                "Gather-Excite, arXiv 1810.12348, GE-theta",
                channels -> GatherExcite.learned(channels, 8)));
        add(AttentionEntry.gate("srm", "Style-based Recalibration Module, arXiv 1903.10829", StyleRecalibration::new));
        add(AttentionEntry.convolution("sk", SkNets.PAPER, Attentions::selectiveKernel));
        add(AttentionEntry.convolution("splat", "ResNeSt: Split-Attention, arXiv 2004.08955", SplitAttention::new));
    }

    private Attentions() {}

    /** All entries. */
    public static List<AttentionEntry> entries() {
        return List.copyOf(ENTRIES.values());
    }

    /**
     * The entry of a name.
     *
     * @throws IllegalArgumentException if there is none, with the closest names
     */
    public static AttentionEntry entry(String name) {
        return ClosestNames.require("attention", name, ENTRIES);
    }

    /** Two branches of one group with the paper's d = max(C / 16, 32). */
    private static SelectiveKernel selectiveKernel(int in, int out, int stride) {
        return new SelectiveKernel(new SelectiveKernelOptions(in, out, stride, 2, 3, 1, 16, 32, true));
    }

    private static void add(AttentionEntry entry) {
        ENTRIES.put(entry.name(), entry);
    }
}
