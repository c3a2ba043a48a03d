package io.channelwise.weights;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bytedeco.pytorch.Tensor;

/** All that keeps a checkpoint from fitting a model, told at once. */
final class Misfits {

    private static final int SHOWN = 10;
    private static final int MOST_STRANGERS = 4;
    private static final String COUNTER = "num_batches_tracked";

    private final List<String> missing = new ArrayList<>();
    private final List<String> unexpected = new ArrayList<>();
    private final Set<String> strangers = new LinkedHashSet<>();
    private final List<String> misshapen = new ArrayList<>();

    private Misfits() {}

    /** @throws WeightsException if the keys, shapes or kinds of number differ */
    static void check(Map<String, Tensor> model, Map<String, StoredTensor> checkpoint) {
        Misfits misfits = new Misfits();
        model.forEach((key, tensor) -> misfits.compare(key, checkpoint.get(key), tensor));
        checkpoint.forEach((key, value) -> {
            if (!model.containsKey(key)) {
                misfits.unexpected.add(key + ": " + value.shape());
            }
        });
        misfits.findStrangers(model.keySet(), checkpoint.keySet());
        misfits.complain();
    }

    private void compare(String key, StoredTensor value, Tensor tensor) {
        boolean counter = isCounter(key);
        if (value == null) {
            if (!counter) {
                missing.add(key + ": " + Arrays.toString(tensor.shape()));
            }
            return;
        }
        List<Long> shape = Arrays.stream(tensor.shape()).boxed().toList();
        if (counter ? value.size() != tensor.numel() : !value.shape().equals(shape)) {
            misshapen.add(key + ": checkpoint " + value.shape() + ", model " + shape);
        } else if (!counter && value.type().isFloat() != tensor.is_floating_point()) {
            misshapen.add(key + ": checkpoint " + value.type().torchName() + ", model "
                    + DType.of(tensor.scalar_type().intern()).torchName());
        }
    }

    /** Whether it is a batch norm's count of batches, which old files lack. */
    static boolean isCounter(String key) {
        return key.equals(COUNTER) || key.endsWith("." + COUNTER);
    }

    /** Of each unexpected key the first name on its path that the model has nowhere. */
    private void findStrangers(Set<String> model, Set<String> checkpoint) {
        if (unexpected.isEmpty()) {
            return;
        }
        Set<String> known = new HashSet<>();
        model.forEach(key -> known.addAll(Arrays.asList(key.split("\\."))));
        for (String key : checkpoint) {
            if (!model.contains(key)) {
                strangers.add(Arrays.stream(key.split("\\."))
                        .filter(name -> !known.contains(name))
                        .findFirst()
                        .orElse(key));
            }
        }
    }

    /** How to leave out what belongs to no layer; not where the weights are of another network altogether. */
    private String remedy() {
        boolean onlyMore = missing.isEmpty() && misshapen.isEmpty();
        return onlyMore && strangers.size() <= MOST_STRANGERS
                ? "\n  what no layer needs can be left out with --ignore " + String.join(",", strangers)
                : "";
    }

    private void complain() {
        int count = missing.size() + unexpected.size() + misshapen.size();
        if (count > 0) {
            throw new WeightsException("the weights do not fit the model, " + count + (count == 1 ? " key" : " keys")
                    + list("missing in the checkpoint", missing)
                    + list("unexpected in the checkpoint", unexpected)
                    + list("of another shape or type", misshapen)
                    + remedy());
        }
    }

    private static String list(String title, List<String> lines) {
        if (lines.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder("\n  ").append(title).append(" (" + lines.size() + "):");
        lines.stream().limit(SHOWN).forEach(line -> text.append("\n    ").append(line));
        if (lines.size() > SHOWN) {
            text.append("\n    and ").append(lines.size() - SHOWN).append(" more");
        }
        return text.toString();
    }
}
