package io.channelwise.deploy;

import java.util.Collections;
import java.util.List;

/** A window that moves over an image: of a convolution or of pooling, an entry for each dimension. */
record Window(List<Long> kernel, List<Long> strides, List<Long> pads, List<Long> dilations, boolean ceil) {

    /** @throws IllegalArgumentException if the attributes do not fit each other */
    static Window of(KnownNode node, int dimensions, List<Long> kernel) {
        List<Long> ones = Collections.nCopies(Math.max(0, dimensions), 1L);
        Window window = new Window(
                kernel,
                orElse(node.integers("strides"), ones),
                orElse(node.integers("pads"), Collections.nCopies(2 * ones.size(), 0L)),
                orElse(node.integers("dilations"), ones),
                node.integer("ceil_mode", 0) != 0);
        List<Long> stated = orElse(node.integers("kernel_shape"), kernel);
        if (!stated.equals(kernel) || !window.fits(dimensions)) {
            throw new IllegalArgumentException("a window " + window);
        }
        return window;
    }

    private static List<Long> orElse(List<Long> given, List<Long> usual) {
        return given.isEmpty() ? usual : given;
    }

    private boolean fits(int dimensions) {
        return dimensions > 0
                && kernel.size() == dimensions
                && strides.size() == dimensions
                && dilations.size() == dimensions
                && pads.size() == 2 * dimensions
                && kernel.stream().allMatch(extent -> extent > 0)
                && strides.stream().allMatch(step -> step > 0)
                && dilations.stream().allMatch(step -> step > 0)
                && pads.stream().allMatch(pad -> pad >= 0);
    }

    /** How many pixels it sees at once. */
    long area() {
        return kernel.stream().reduce(1L, Math::multiplyExact);
    }

    /** What it makes of {@code [N, C, ...]}. */
    Value over(Value x, long channels) {
        Value out = x.withExtent(1, channels);
        for (int i = 0; i < kernel.size(); i++) {
            long reach = Math.addExact(Math.multiplyExact(dilations.get(i), kernel.get(i) - 1), 1);
            long padded = Math.addExact(x.extent(i + 2), Math.addExact(pads.get(i), pads.get(kernel.size() + i)));
            long room = padded - reach;
            if (room < 0) {
                throw new IllegalArgumentException("a window " + this + " over " + x.shape());
            }
            long steps = ceil ? -Math.floorDiv(-room, strides.get(i)) : room / strides.get(i);
            out = out.withExtent(i + 2, steps + 1);
        }
        return out;
    }
}
