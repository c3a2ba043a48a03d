package io.channelwise.data;

import java.util.List;

/**
 * Drawings to learn from without any download: 32 x 32 RGB images of one figure each, in ten classes that differ in
 * outline and texture. Colours, place, size (from two fifths to nearly all of the image), rotation and background are drawn at
 * random and say nothing of the class. A network needs small kernels for the textures and large ones for the outlines.
 *
 * <p>A drawing depends on the seed, the split and its index alone. The label of drawing {@code i} is {@code i % 10}.
 */
public final class Shapes implements Dataset {

    /** Columns and rows of a drawing. */
    public static final int SIZE = 32;

    private static final int TRAIN_SIZE = 5_000;
    private static final int TEST_SIZE = 1_000;

    private enum Split {
        TRAIN("train", 0),
        TEST("test", 1);

        private final String word;
        private final int stream;

        Split(String word, int stream) {
            this.word = word;
            this.stream = stream;
        }
    }

    private static final List<Figure> FIGURES = List.of(Figure.values());

    private final Split split;
    private final int size;
    private final long seed;

    private Shapes(Split split, int size, long seed) {
        Sizes.requirePositive("size", size);
        this.split = split;
        this.size = size;
        this.seed = seed;
    }

    /** 5,000 drawings to learn from and 1,000 others to judge by. */
    public static Splits splits(long seed) {
        return splits(seed, TRAIN_SIZE, TEST_SIZE);
    }

    /** Any number of drawings; the first ones of a seed are the same whatever the number. */
    public static Splits splits(long seed, int trainSize, int testSize) {
        return Splits.of(new Shapes(Split.TRAIN, trainSize, seed), new Shapes(Split.TEST, testSize, seed));
    }

    @Override
    public String name() {
        return "shapes " + split.word;
    }

    @Override
    public List<String> classes() {
        return FIGURES.stream().map(Figure::words).toList();
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public int channels() {
        return 3;
    }

    @Override
    public int label(int i) {
        return i % FIGURES.size();
    }

    @Override
    public String id(int i) {
        return split.word + " drawing " + i;
    }

    @Override
    public Image image(int i) {
        Figure figure = FIGURES.get(label(i));
        return new Drawing(figure, SIZE, Seeds.random(seed, split.stream, i)).render();
    }
}
