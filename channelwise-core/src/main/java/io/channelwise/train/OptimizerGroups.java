package io.channelwise.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/** Optimisers that each move some of the parameters, at a learning rate of their own. */
final class OptimizerGroups implements Optimizer {

    /**
     * One of them.
     *
     * @param name before the names of its state
     * @param scale what the learning rate is multiplied by
     */
    record Group(String name, Optimizer optimizer, double scale) {}

    private final List<Group> groups;

    OptimizerGroups(Group... groups) {
        this.groups = List.of(groups);
    }

    @Override
    public void step(double learningRate) {
        groups.forEach(group -> group.optimizer.step(learningRate * group.scale));
    }

    @Override
    public Map<String, Tensor> state() {
        Map<String, Tensor> all = new LinkedHashMap<>();
        groups.forEach(
                group -> group.optimizer.state().forEach((name, tensor) -> all.put(group.name + "." + name, tensor)));
        return all;
    }

    @Override
    public void close() {
        groups.forEach(group -> group.optimizer.close());
    }
}
