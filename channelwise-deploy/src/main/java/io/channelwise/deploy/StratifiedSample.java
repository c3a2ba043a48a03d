package io.channelwise.deploy;

import io.channelwise.data.Dataset;
import io.channelwise.data.Subset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Some images of a dataset, from each class as many as from any other while it has them. */
final class StratifiedSample {

    private StratifiedSample() {}

    /** Draws so many images, in their order, or takes all where there are no more; the seed alone decides. */
    static Subset of(Dataset whole, int count, long seed) {
        Random random = new Random(seed);
        List<List<Integer>> classes = new ArrayList<>();
        whole.classes().forEach(name -> classes.add(new ArrayList<>()));
        IntStream.range(0, whole.size())
                .forEach(i -> classes.get(whole.label(i)).add(i));
        classes.forEach(members -> Collections.shuffle(members, random));
        List<Integer> drawn = new ArrayList<>();
        for (int round = 0; drawn.size() < Math.min(count, whole.size()); round++) {
            int place = round;
            classes.stream()
                    .filter(members -> members.size() > place)
                    .forEach(members -> drawn.add(members.get(place)));
        }
        return new Subset(whole, drawn.stream().limit(count).sorted().toList());
    }
}
