package io.channelwise.cli;

import io.channelwise.diagnosis.LayerShape;
import io.channelwise.diagnosis.Probe;
import io.channelwise.diagnosis.Task;
import io.channelwise.inference.MemoryLayout;
import io.channelwise.nn.Conv2d;
import java.io.IOException;
import java.util.Map;

/** The doctor's child process with a library that is wrong, and dies, on a processor of its own. */
public final class FaultyProbe {

    static final LayerShape RIGHT = new LayerShape.Dense(3, 4, true);
    static final LayerShape WRONG = new LayerShape.Convolution(Conv2d.options(8, 16, 3), 7, 7);
    static final LayerShape DEADLY = new LayerShape.Convolution(Conv2d.options(16, 32, 1), 7, 7);

    private FaultyProbe() {}

    public static void main(String[] arguments) throws IOException {
        Probe.serve(System.in, usual -> task -> {
            if (task instanceof Task.Shapes shapes) {
                return shapes.model().equals("resnet18") ? new LayerShape[] {WRONG, DEADLY, RIGHT} : new LayerShape[0];
            } else if (task instanceof Task.Trial trial && trial.shape().equals(WRONG) && !isAvoided()) {
                return Map.of("output", "differs by 0.25 of the largest value");
            } else if (task instanceof Task.Trial trial
                    && trial.shape().equals(DEADLY)
                    && trial.layout() == MemoryLayout.CHANNELS_LAST) {
                die();
            }
            // Only what is right is really computed.
            return task instanceof Task.Trial ? usual.answer(task) : Map.of();
        });
    }

    private static boolean isAvoided() {
        return "avx2".equals(System.getenv("ATEN_CPU_CAPABILITY"));
    }

    /** As a native library would end it. */
    private static void die() throws Exception {
        String pid = String.valueOf(ProcessHandle.current().pid());
        new ProcessBuilder("kill", "-SEGV", pid).inheritIO().start().waitFor();
        Thread.sleep(60_000);
    }
}
