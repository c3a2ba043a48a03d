package io.channelwise.deploy;

import java.util.Map;

/** Resizing as PyTorch's nearest mode: output pixel i is input pixel {@code floor(i * in / out)}. */
final class Nearest {

    static final Map<String, Object> ATTRIBUTES =
            Map.of("mode", "nearest", "coordinate_transformation_mode", "asymmetric", "nearest_mode", "floor");

    private Nearest() {}
}
