package io.channelwise.inference;

import io.channelwise.models.Network;
import io.channelwise.runtime.NoGrad;
import io.channelwise.runtime.Scope;
import io.channelwise.runtime.Tensors;
import java.util.EnumMap;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The memory layout in which a network is faster, by trying both: neither is the faster one everywhere.
 *
 * <p>Results differ between the two by rounding, so a run that is to be repeated must record what was chosen.
 *
 * @param layout the faster one; channels-last unless the other gains more than {@value #MARGIN_PERCENT} %
 * @param channelsLast milliseconds of its fastest step
 * @param contiguous milliseconds of its fastest step
 */
public record LayoutChoice(MemoryLayout layout, double channelsLast, double contiguous) {

    /** What the measurement cannot tell from chance, in percent. */
    static final int MARGIN_PERCENT = 3;

    private static final int STEPS = 3;

    /**
     * Tries four steps in each layout: forward and backward if the network is in training mode, else forward alone. The
     * network's values, running statistics and mode stay as they are; its gradients are gone, and its weights lie in the
     * chosen layout.
     *
     * @param shape of the input, {@code [N, C, H, W]}
     */
    public static LayoutChoice measure(Network network, long... shape) {
        boolean training = network.isTraining();
        // Evaluation mode takes the same convolutions and leaves the running statistics alone.
        network.eval();
        try {
            LayoutChoice choice = tryBoth(network, training, shape);
            network.to(choice.layout().format());
            return choice;
        } finally {
            network.train(training);
        }
    }

    static LayoutChoice of(double channelsLast, double contiguous) {
        boolean slower = contiguous < channelsLast * (1 - MARGIN_PERCENT / 100.0);
        return new LayoutChoice(
                slower ? MemoryLayout.CONTIGUOUS : MemoryLayout.CHANNELS_LAST, channelsLast, contiguous);
    }

    /** In turns, so that what else the machine does meets both alike; the first turn of each warms up. */
    private static LayoutChoice tryBoth(Network network, boolean training, long[] shape) {
        Map<MemoryLayout, Double> fastest = new EnumMap<>(MemoryLayout.class);
        for (int step = 0; step <= STEPS; step++) {
            for (MemoryLayout layout : MemoryLayout.values()) {
                network.to(layout.format());
                double time = milliseconds(() -> step(network, training, layout, shape));
                if (step > 0) {
                    fastest.merge(layout, time, Math::min);
                }
            }
        }
        return of(fastest.get(MemoryLayout.CHANNELS_LAST), fastest.get(MemoryLayout.CONTIGUOUS));
    }

    private static double milliseconds(Runnable step) {
        long start = System.nanoTime();
        step.run();
        return (System.nanoTime() - start) / 1e6;
    }

    private static void step(Network network, boolean training, MemoryLayout layout, long[] shape) {
        try (Scope scope = new Scope()) {
            Tensor images = torch.ones(shape).contiguous(layout.format());
            if (training) {
                network.call(images).sum().backward();
                network.zeroGrad();
            } else {
                evaluate(network, images);
            }
        }
    }

    private static void evaluate(Network network, Tensor images) {
        try (NoGrad guard = new NoGrad()) {
            Tensors.item(network.call(images).sum());
        }
    }
}
