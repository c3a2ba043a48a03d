package io.channelwise.deploy;

import io.channelwise.data.Dataset;
import io.channelwise.data.Image;
import io.channelwise.data.ImageSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Some images of a dataset, from each class as many as from any other while it has them.
 *
 * @param whole where they come from
 * @param indices of the images there, ascending
 */
record StratifiedSample(Dataset whole, List<Integer> indices) implements Dataset {

    /** Draws so many images, or takes all where there are no more; the seed alone decides. */
    static StratifiedSample of(Dataset whole, int count, long seed) {
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
        return new StratifiedSample(whole, drawn.stream().limit(count).sorted().toList());
    }

    @Override
    public String name() {
        return whole.name();
    }

    @Override
    public List<String> classes() {
        return whole.classes();
    }

    @Override
    public int size() {
        return indices.size();
    }

    @Override
    public int channels() {
        return whole.channels();
    }

    @Override
    public int label(int i) {
        return whole.label(indices.get(i));
    }

    @Override
    public String id(int i) {
        return whole.id(indices.get(i));
    }

    @Override
    public Image image(int i) {
        return whole.image(indices.get(i));
    }

    @Override
    public ImageSource source(int i, int channels) {
        return whole.source(indices.get(i), channels);
    }
}
