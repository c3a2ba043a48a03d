package io.channelwise.weights;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * How another project names the tensors of its networks. The module trees here are those of their checkpoints, so a
 * layout needs no table of renamings; it says where a file is likely from, and guards against the wrong one.
 */
public enum KeyLayout {
    /** moskomule/senet.pytorch: {@code se.fc.0.weight}, linear layers without bias. */
    SENET_PYTORCH("senet.pytorch", some("layer\\d\\.\\d+\\.se\\.fc\\.0\\.weight")),

    /** The SE authors' networks in timm and in Cadene's pretrained-models.pytorch: {@code se_module.fc1.weight}. */
    TIMM_LEGACY("timm-legacy", some("layer\\d\\.\\d+\\.se_module\\.fc1\\.weight")),

    /** akamaster/pytorch_resnet_cifar10: plain CIFAR ResNets with the head {@code linear}. */
    AKAMASTER("akamaster", all("(conv1|bn1|linear|layer\\d\\.\\d+\\.(conv|bn)\\d)\\.\\w+")),

    /** torchvision's plain ResNets, which timm names alike. */
    TORCHVISION("torchvision", all("(conv1|bn1|fc|layer\\d\\.\\d+\\.((conv|bn)\\d|downsample\\.\\d))\\.\\w+")),

    /** timm's ResNets, plain, with {@code se.fc1.weight} or with {@code attn.fc_reduce.weight}. */
    TIMM("timm", some(".+\\.(se\\.fc1|attn\\.fc_reduce)\\.weight").or(TORCHVISION::fits));

    private final String label;
    private final Predicate<Set<String>> fits;

    KeyLayout(String label, Predicate<Set<String>> fits) {
        this.label = label;
        this.fits = fits;
    }

    /** The project's name, {@code senet.pytorch}. */
    public String label() {
        return label;
    }

    /** Whether these are the keys of such a network. */
    public boolean fits(Set<String> keys) {
        return fits.test(keys);
    }

    /** The layout of these keys, if it is a known one; {@link #TORCHVISION} for plain ResNets of timm. */
    public static Optional<KeyLayout> of(Set<String> keys) {
        return Arrays.stream(values()).filter(layout -> layout.fits(keys)).findFirst();
    }

    /**
     * The layout of this name.
     *
     * @throws IllegalArgumentException if there is none, with all names
     */
    public static KeyLayout named(String label) {
        return Arrays.stream(values())
                .filter(layout -> layout.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("layout: " + label + "; allowed: "
                        + String.join(
                                ", ",
                                Arrays.stream(values()).map(KeyLayout::label).toList())));
    }

    private static Predicate<Set<String>> some(String key) {
        Pattern pattern = Pattern.compile(key);
        return keys -> keys.stream().anyMatch(pattern.asMatchPredicate());
    }

    private static Predicate<Set<String>> all(String key) {
        Pattern pattern = Pattern.compile(key);
        return keys -> !keys.isEmpty() && keys.stream().allMatch(pattern.asMatchPredicate());
    }
}
