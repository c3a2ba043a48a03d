package io.channelwise.weights;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How an image is resized. Both average over the pixels that fall together when it becomes smaller. */
public enum Interpolation {
    /** Triangle filter, two pixels wide at the larger scale. */
    @JsonProperty("bilinear")
    BILINEAR,
    /** Keys' cubic filter with a = -0.5, four pixels wide at the larger scale. */
    @JsonProperty("bicubic")
    BICUBIC
}
