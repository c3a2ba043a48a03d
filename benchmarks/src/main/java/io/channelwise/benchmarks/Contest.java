package io.channelwise.benchmarks;

import io.channelwise.inference.MemoryLayout;
import java.util.List;

/** What is timed: steps that all contestants make alike. */
interface Contest {

    /** The network's name in the registry. */
    String model();

    /** The last arguments of every contestant's program. */
    List<String> arguments(MemoryLayout layout);
}
