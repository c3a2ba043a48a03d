package io.channelwise.cli;

import io.channelwise.data.Dataset;
import io.channelwise.data.Renumbered;
import io.channelwise.inference.TrainedNetwork;
import io.channelwise.weights.ClassNames;
import io.channelwise.weights.WeightsException;
import io.channelwise.weights.WeightsSource;
import java.io.PrintWriter;
import java.util.HashSet;
import java.util.List;

/** Data and a network whose classes have to go together. */
final class FittingClasses {

    private FittingClasses() {}

    /**
     * The data with the network's labels: as it is, or by name where it has some of the classes or another order of them,
     * which is told. Classes that are only numbered are those of any data with as many.
     *
     * @throws WeightsException if the data has another class
     */
    static Dataset of(WeightsSource where, TrainedNetwork trained, Dataset data, PrintWriter err) {
        List<String> classes = trained.classes();
        if (classes.equals(data.classes())) {
            return data;
        }
        if (ClassNames.areNumbers(classes) && classes.size() == data.classes().size()) {
            err.println("the classes of " + where.word() + " are only numbered; taken for those of " + data.name()
                    + ", in their order");
            return data;
        }
        if (!new HashSet<>(classes).containsAll(data.classes())) {
            throw new WeightsException(where.word() + " was trained for " + Texts.classes(classes) + "; " + data.name()
                    + " has " + Texts.classes(data.classes()));
        }
        if (data.classes().size() < classes.size()) {
            List<String> missing = classes.stream()
                    .filter(name -> !data.classes().contains(name))
                    .toList();
            err.println("note: "
                    + data.name() + " has " + data.classes().size() + " of the network's "
                    + classes.size() + " classes; none of its images belongs to the other "
                    + Texts.classes(missing));
        }
        return new Renumbered(data, classes);
    }
}
