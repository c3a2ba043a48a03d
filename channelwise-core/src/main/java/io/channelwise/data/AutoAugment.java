package io.channelwise.data;

import com.fasterxml.jackson.annotation.JsonProperty;

/** An automatic choice of transforms, made anew for every image. */
public enum AutoAugment {
    /** None. */
    @JsonProperty("none")
    NONE,
    /** {@link RandAugment}: two operations of one given strength. */
    @JsonProperty("randaugment")
    RANDAUGMENT,
    /** {@link TrivialAugment}: one operation of any strength. */
    @JsonProperty("trivial")
    TRIVIAL
}
