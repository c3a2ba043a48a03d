package io.channelwise.weights;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A table of renamings from another project's state-dict keys to those used here. Each rule replaces what its regular
 * expression finds in a key; the rules are applied from top to bottom.
 *
 * <pre>{@code
 * KeyMap.of("^linear\\.", "fc.").apply(weights.tensors())
 * }</pre>
 */
public final class KeyMap {

    /** The prefixes of DistributedDataParallel and torch.compile, dropped where every key has them. */
    public static final KeyMap WRAPPERS = new KeyMap(List.of(), List.of("module.", "_orig_mod."));

    /** The CIFAR ResNets of akamaster/pytorch_resnet_cifar10, whose last layer is called {@code linear}. */
    public static final KeyMap AKAMASTER_CIFAR = of("^linear\\.", "fc.");

    private final List<Rule> rules;
    private final List<String> commonPrefixes;

    private record Rule(Pattern pattern, String replacement) {}

    private KeyMap(List<Rule> rules, List<String> commonPrefixes) {
        this.rules = rules;
        this.commonPrefixes = commonPrefixes;
    }

    /** Of pairs of a regular expression and its replacement, in which {@code $1} is the first group. */
    public static KeyMap of(String... patternsAndReplacements) {
        if (patternsAndReplacements.length % 2 != 0) {
            throw new IllegalArgumentException("patternsAndReplacements: " + patternsAndReplacements.length
                    + "; expected pairs of a pattern and its replacement");
        }
        List<Rule> rules = new ArrayList<>();
        for (int i = 0; i < patternsAndReplacements.length; i += 2) {
            rules.add(new Rule(Pattern.compile(patternsAndReplacements[i]), patternsAndReplacements[i + 1]));
        }
        return new KeyMap(rules, List.of());
    }

    /**
     * The same values in the same order under their new keys.
     *
     * @throws WeightsException if two keys become one
     */
    public <T> Map<String, T> apply(Map<String, T> entries) {
        int dropped = commonPrefixLength(entries.keySet());
        Map<String, T> renamed = new LinkedHashMap<>();
        entries.forEach((key, value) -> {
            String name = rename(key.substring(dropped));
            if (renamed.containsKey(name)) {
                throw new WeightsException(key + ": becomes " + name + ", as another key does");
            }
            renamed.put(name, value);
        });
        return renamed;
    }

    /** What all keys begin with of the prefixes that this map drops. */
    String commonPrefix(Set<String> keys) {
        return keys.stream()
                .findFirst()
                .map(key -> key.substring(0, commonPrefixLength(keys)))
                .orElse("");
    }

    private int commonPrefixLength(Set<String> keys) {
        int length = 0;
        int before = -1;
        while (length != before && !keys.isEmpty()) {
            before = length;
            for (String prefix : commonPrefixes) {
                int start = length;
                length += keys.stream().allMatch(key -> key.startsWith(prefix, start)) ? prefix.length() : 0;
            }
        }
        return length;
    }

    private String rename(String key) {
        String name = key;
        for (Rule rule : rules) {
            name = rule.pattern.matcher(name).replaceAll(rule.replacement);
        }
        return name;
    }
}
