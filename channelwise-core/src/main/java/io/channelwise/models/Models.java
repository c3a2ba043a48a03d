package io.channelwise.models;

import io.channelwise.nn.BatchNorm2d;
import io.channelwise.nn.Conv2d;
import io.channelwise.nn.Initialization;
import io.channelwise.runtime.NoGrad;
import io.channelwise.runtime.Scope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Generator;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.global.torch;

/** The registry: every network by name. */
public final class Models {

    private static final Map<String, ModelEntry> ENTRIES = new LinkedHashMap<>();

    static {
        List<ModelEntry> all = new ArrayList<>();
        all.addAll(PlainResNets.entries());
        all.addAll(SeResNets.entries());
        all.addAll(TimmSeResNets.entries());
        all.addAll(LegacySeNets.entries());
        all.addAll(CifarResNets.entries());
        all.addAll(SkNets.entries());
        all.addAll(TimmSkResNets.entries());
        all.forEach(entry -> ENTRIES.put(entry.name(), entry));
    }

    private Models() {}

    /** All entries, family by family. */
    public static List<ModelEntry> entries() {
        return List.copyOf(ENTRIES.values());
    }

    /**
     * The entry of a name. A plain network takes an attention, {@code resnet50+eca}.
     *
     * @throws IllegalArgumentException if there is none, with the closest names
     */
    public static ModelEntry entry(String name) {
        int plus = name.indexOf('+');
        return plus < 0
                ? ClosestNames.require("model", name, ENTRIES)
                : withAttention(name.substring(0, plus), name.substring(plus + 1));
    }

    private static ModelEntry withAttention(String name, String attention) {
        AttentionEntry wanted = Attentions.entry(attention);
        return entry(name)
                .with(wanted)
                .orElseThrow(() -> new IllegalArgumentException("attention: " + attention + " for the model " + name
                        + "; allowed: the plain ones, " + String.join(", ", plain(wanted))));
    }

    private static List<String> plain(AttentionEntry attention) {
        return ENTRIES.values().stream()
                .filter(entry -> entry.with(attention).isPresent())
                .map(ModelEntry::name)
                .toList();
    }

    /**
     * Builds a network whose weights depend on the seed alone: kernels by He's rule over the fan-out, batch norms at 1
     * and 0, linear layers by PyTorch's default, as torchvision initialises its residual networks.
     *
     * @param name a name of the registry
     * @param channels of the input, 1 for grey images, 3 for colour
     * @param classes the number of classes
     * @param seed of the weights
     * @throws IllegalArgumentException if the name is unknown, with the closest names
     */
    public static Network create(String name, int channels, int classes, long seed) {
        Network network = uninitialized(name, channels, classes);
        initialize(network, seed);
        return network;
    }

    /**
     * Builds a network whose weights mean nothing until they are loaded; buffers too.
     *
     * @throws IllegalArgumentException if the name is unknown, with the closest names
     */
    public static Network uninitialized(String name, int channels, int classes) {
        ModelEntry entry = entry(name);
        return Initialization.skip(() -> entry.factory().create(channels, classes));
    }

    /**
     * Builds a plain residual network with an attention in every block, the same as {@code create(name + "+" +
     * attention, ...)}.
     *
     * @param name of a plain network, {@code resnet50}
     * @param attention a name of {@link Attentions}, {@code eca}
     * @param channels of the input, 1 for grey images, 3 for colour
     * @param classes the number of classes
     * @param seed of the weights
     * @throws IllegalArgumentException if a name is unknown, with the closest ones, or the network is no plain one
     */
    public static Network create(String name, String attention, int channels, int classes, long seed) {
        return create(name + "+" + attention, channels, classes, seed);
    }

    /**
     * Sets the last batch norm of each residual branch to zero, so that every block starts as the identity (Goyal et
     * al. 2017, arXiv 1706.02677, section 5.1).
     */
    public static void zeroInitResidual(Network network) {
        network.lastNorms().stream().map(BatchNorm2d::weight).forEach(weight -> Initialization.constant(weight, 0));
    }

    private static void initialize(Network network, long seed) {
        try (Scope scope = new Scope();
                NoGrad guard = new NoGrad()) {
            Generator generator = torch.make_generator_cpu(seed);
            GeneratorOptional source = new GeneratorOptional(generator);
            network.resetAll(source);
            network.layers().values().stream()
                    .filter(Conv2d.class::isInstance)
                    .map(layer -> ((Conv2d) layer).weight())
                    .forEach(weight -> Initialization.heFanOut(weight, source));
        }
    }
}
