package io.channelwise.data;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a {@link Loader} does with an image that cannot be read or decoded. */
public enum BadImages {
    /** Stops, naming the file. */
    @JsonProperty("fail")
    FAIL,
    /** Leaves the image out of its batch, and lists the file in {@link Loader#skipped()}. */
    @JsonProperty("skip")
    SKIP
}
