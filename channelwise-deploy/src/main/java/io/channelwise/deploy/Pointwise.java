package io.channelwise.deploy;

import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Makes 1x1 convolutions. */
final class Pointwise {

    private static final Map<String, Object> GEOMETRY = Map.of(
            "kernel_shape", List.of(1L, 1L),
            "strides", List.of(1L, 1L),
            "pads", Collections.nCopies(4, 0L),
            "dilations", List.of(1L, 1L),
            "group", 1L);

    private Pointwise() {}

    /** Of these inputs: the value, the weights {@code [out, in, 1, 1]} and, if there is one, the bias. */
    static Node convolution(List<String> inputs, String output) {
        return new Node("Conv", inputs, output, GEOMETRY);
    }
}
