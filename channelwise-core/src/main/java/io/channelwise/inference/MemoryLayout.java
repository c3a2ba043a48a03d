package io.channelwise.inference;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.bytedeco.pytorch.global.torch.MemoryFormat;

/** The order in which the values of {@code [N, C, H, W]} lie in memory; results differ by rounding alone. */
public enum MemoryLayout {
    /** Pixel by pixel, all channels of one together; what most convolutions here are fastest with. */
    CHANNELS_LAST(MemoryFormat.ChannelsLast),
    /** Channel by channel, PyTorch's default. */
    CONTIGUOUS(MemoryFormat.Contiguous);

    private final MemoryFormat format;

    MemoryLayout(MemoryFormat format) {
        this.format = format;
    }

    /** As libtorch names it. */
    public MemoryFormat format() {
        return format;
    }

    /** {@code channels-last} or {@code contiguous}. */
    @JsonValue
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
