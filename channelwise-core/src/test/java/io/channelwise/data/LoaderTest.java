package io.channelwise.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LoaderTest {

    private static final Dataset SHAPES = Shapes.splits(0, 50, 10).train();
    private static final Transform AUGMENTATION =
            Transform.sequence(new RandomCrop(32, 4), new RandomHorizontalFlip(0.5));
    private static final Normalization RGB = DatasetName.SHAPES.defaults().normalization();

    @Test
    void theNumberOfWorkersChangesNothing() {
        List<Batch> one = batches(new LoaderSettings(8, true, 7, 1, false), 3);
        List<Batch> four = batches(new LoaderSettings(8, true, 7, 4, false), 3);

        assertThat(one).hasSize(7);
        assertThat(four).usingRecursiveComparison().isEqualTo(one);
    }

    @Test
    void anEpochHoldsEveryImageOnce() {
        List<Integer> indices = indices(batches(LoaderSettings.training(8, 7, 2), 0));

        assertThat(indices).hasSize(50).doesNotHaveDuplicates().isNotEqualTo(sorted(50));
        assertThat(indices(batches(LoaderSettings.evaluation(8, 2), 0))).isEqualTo(sorted(50));
    }

    @Test
    void orderDependsOnSeedAndEpochAlone() {
        List<Integer> indices = indices(batches(LoaderSettings.training(8, 7, 2), 1));

        assertThat(indices(batches(LoaderSettings.training(5, 7, 1), 1))).isEqualTo(indices);
        assertThat(indices(batches(LoaderSettings.training(8, 7, 2), 2))).isNotEqualTo(indices);
        assertThat(indices(batches(LoaderSettings.training(8, 8, 2), 1))).isNotEqualTo(indices);
    }

    @Test
    void transformsDifferFromEpochToEpoch() {
        Loader loader = new Loader(SHAPES, LoaderSettings.evaluation(50, 1), AUGMENTATION, RGB);

        assertThat(collect(loader, 0).get(0).pixels())
                .isNotEqualTo(collect(loader, 1).get(0).pixels());
    }

    @Test
    void batchesAreChannelsFirst() {
        Batch batch = collect(new Loader(SHAPES, LoaderSettings.evaluation(2, 1), Transform.identity(), RGB), 0)
                .get(3);

        assertThat(List.of(batch.n(), batch.channels(), batch.height(), batch.width()))
                .containsExactly(2, 3, 32, 32);
        assertThat(batch.indices()).containsExactly(6, 7);
        assertThat(batch.labels()).containsExactly(6, 7);
        int at = (1 * 3 + 2) * 32 * 32 + 5 * 32 + 9;
        assertThat(batch.pixels()[at]).isEqualTo((SHAPES.image(7).value(5, 9, 2) / 255f - 0.5f) / 0.5f);
    }

    @Test
    void theLastBatchIsKeptOrDropped() {
        assertThat(batches(new LoaderSettings(20, false, 0, 1, false), 0))
                .extracting(Batch::n)
                .containsExactly(20, 20, 10);
        assertThat(batches(new LoaderSettings(20, false, 0, 1, true), 0))
                .extracting(Batch::n)
                .containsExactly(20, 20);
        assertThat(batches(new LoaderSettings(60, false, 0, 1, true), 0)).isEmpty();
    }

    @Test
    void greyNetworksGetGreyImages() {
        Normalization grey = DatasetName.MNIST.defaults().normalization();
        Batch batch = collect(new Loader(SHAPES, LoaderSettings.evaluation(4, 1), Transform.identity(), grey), 0)
                .get(0);

        assertThat(batch.channels()).isEqualTo(1);
        assertThat(batch.pixels()).hasSize(4 * 32 * 32);
    }

    @Test
    void leavingEarlyEndsTheWorkers() throws InterruptedException {
        List<Thread> workers = new ArrayList<>();
        Dataset spy = new Spy() {
            @Override
            public Image image(int i) {
                synchronized (workers) {
                    workers.add(Thread.currentThread());
                }
                return super.image(i);
            }
        };
        try (Epoch epoch = loader(spy, 3).epoch(0)) {
            assertThat(epoch.iterator().next().n()).isEqualTo(2);
        }
        for (Thread worker : workers) {
            worker.join(10_000);
        }
        assertThat(workers).isNotEmpty().allMatch(Thread::isDaemon).noneMatch(Thread::isAlive);
        assertThat(workers).allMatch(worker -> worker.getName().startsWith("channelwise-loader-"));
        assertThat(workers).hasSizeLessThan(2 * 3 * 4);
    }

    @Test
    void closingInterruptsABatchInTheMaking() {
        CountDownLatch started = new CountDownLatch(1);
        Dataset slow = new Spy() {
            @Override
            public Image image(int i) {
                started.countDown();
                return super.image(i);
            }
        };
        Epoch epoch = new Loader(slow, LoaderSettings.evaluation(50, 1), Transform.identity(), RGB).epoch(0);
        assertThat(started).satisfies(CountDownLatch::await);
        epoch.close();
        epoch.close();

        assertThat(epoch.iterator().hasNext()).isFalse();
    }

    @Test
    void readingErrorsSurfaceWhereTheBatchIsTaken() {
        Dataset broken = new Spy() {
            @Override
            public Image image(int i) {
                if (i == 5) {
                    throw new DataException("five.jpg: damaged");
                }
                return super.image(i);
            }
        };
        List<Batch> taken = new ArrayList<>();
        assertThatThrownBy(() -> loader(broken, 2).epoch(0).forEach(taken::add))
                .isInstanceOf(DataException.class)
                .hasMessage("five.jpg: damaged");
        assertThat(taken).hasSize(2);
    }

    @Test
    void skipsBadImagesWhateverTheNumberOfWorkers() {
        LoaderSettings skipping = new LoaderSettings(8, true, 7, 1, true).with(BadImages.SKIP);
        LoaderSettings threaded = new LoaderSettings(8, true, 7, 4, true).with(BadImages.SKIP);
        Loader one = new Loader(bad(9, 30, 31), skipping, AUGMENTATION, RGB, new Mixup(0.3));
        Loader four = new Loader(bad(9, 30, 31), threaded, AUGMENTATION, RGB, new Mixup(0.3));
        List<Batch> batches = collect(one, 2);

        assertThat(collect(four, 2)).usingRecursiveComparison().isEqualTo(batches);
        assertThat(indices(batches)).doesNotContain(9, 30, 31).hasSizeGreaterThanOrEqualTo(45);
        assertThat(indices(batches)).isEqualTo(without(indices(batches(skipping, 2)), 9, 30, 31));
        for (Batch batch : batches) {
            assertThat(batch.pixels()).hasSize(batch.n() * 3 * 32 * 32);
            assertThat(batch.labels()).hasSize(batch.n());
        }
    }

    @Test
    void namesEachSkippedImageOnce() {
        LoaderSettings settings = LoaderSettings.evaluation(8, 3).with(BadImages.SKIP);
        Loader loader = new Loader(bad(31, 9), settings, Transform.identity(), RGB);
        assertThat(loader.skipped()).isEmpty();
        collect(loader, 0);
        collect(loader, 1);

        assertThat(loader.skipped()).containsExactly("9.jpg: damaged", "31.jpg: damaged");
    }

    /** A transform that cannot deal with an image costs no other image its place. */
    @Test
    void anImageThatCannotBePreparedIsABadImage() {
        Transform cutting = (image, random) ->
                image.value(0, 0, 0) == SHAPES.image(3).value(0, 0, 0) ? new Image(3, 1, 1, new byte[7]) : image;
        LoaderSettings settings = LoaderSettings.evaluation(8, 2);

        assertThatThrownBy(() -> collect(new Loader(SHAPES, settings, cutting, RGB), 0))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(": cannot be prepared: an image of 1 x 1 with 3 channels");
        Loader skipping = new Loader(SHAPES, settings.with(BadImages.SKIP), cutting, RGB);
        int left = collect(skipping, 0).stream().mapToInt(Batch::n).sum();
        assertThat(skipping.skipped())
                .isNotEmpty()
                .hasSize(SHAPES.size() - left)
                .anySatisfy(line -> assertThat(line).startsWith(SHAPES.id(3) + ": cannot be prepared"));
    }

    @Test
    void leavesOutBatchesWithTooFewImages() {
        Dataset few = bad(2, 4, 5, 7, 8);
        LoaderSettings inOrder = LoaderSettings.evaluation(2, 2).with(BadImages.SKIP);
        List<Batch> all = collect(new Loader(few, inOrder, Transform.identity(), RGB), 0);
        assertThat(all).extracting(Batch::n).startsWith(2, 1, 1, 1, 2).hasSize(24);

        LoaderSettings shuffled = LoaderSettings.training(2, 1, 2).with(BadImages.SKIP);
        List<Batch> training = collect(new Loader(few, shuffled, Transform.identity(), RGB), 0);
        assertThat(training).extracting(Batch::n).containsOnly(2).hasSizeBetween(20, 22);
    }

    @Test
    void anEpochOfBadImagesAloneIsEmpty() {
        LoaderSettings settings = LoaderSettings.evaluation(4, 2).with(BadImages.SKIP);
        int[] every = IntStream.range(0, 50).toArray();
        Loader loader = new Loader(bad(every), settings, Transform.identity(), RGB);

        assertThat(collect(loader, 0)).isEmpty();
        assertThat(loader.skipped()).hasSize(50);
    }

    @Test
    void mixingDependsOnSeedEpochAndBatchAlone() {
        LoaderSettings settings = LoaderSettings.training(10, 3, 2);
        Loader mixed = new Loader(SHAPES, settings, AUGMENTATION, RGB, new CutMix(1));
        List<Batch> first = collect(mixed, 0);
        List<Batch> second = collect(mixed, 1);

        assertThat(collect(mixed, 0)).usingRecursiveComparison().isEqualTo(first);
        assertThat(Stream.concat(first.stream(), second.stream()).map(Batch::share))
                .doesNotHaveDuplicates();
        assertThat(indices(first)).isEqualTo(indices(batches(settings, 0)));
    }

    @Test
    void refusesImagesOfSeveralSizes() {
        Dataset mixed = new Spy() {
            @Override
            public Image image(int i) {
                return i == 1 ? new Image(3, 8, 9, new byte[216]) : super.image(i);
            }
        };
        assertThatThrownBy(() -> loader(mixed, 1).epoch(0).forEach(batch -> {}))
                .isInstanceOf(DataException.class)
                .hasMessage("train drawing 1: 9 x 8 pixels in a batch with train drawing 0 of 32 x 32; a transform"
                        + " must give all images one size");
    }

    @Test
    void anEpochIsIteratedOnce() {
        try (Epoch epoch = loader(SHAPES, 1).epoch(0)) {
            assertThat(epoch.iterator().hasNext()).isTrue();
            assertThatThrownBy(epoch::iterator).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void settingsAreChecked() {
        assertThatThrownBy(() -> LoaderSettings.training(0, 0, 1)).hasMessageContaining("batch size: 0");
        assertThatThrownBy(() -> LoaderSettings.training(1, 0, 0)).hasMessageContaining("workers: 0");
    }

    private static Loader loader(Dataset dataset, int workers) {
        return new Loader(dataset, LoaderSettings.evaluation(2, workers), Transform.identity(), RGB);
    }

    private static List<Batch> batches(LoaderSettings settings, int epoch) {
        Loader loader = new Loader(SHAPES, settings, AUGMENTATION, RGB);
        List<Batch> batches = collect(loader, epoch);
        assertThat(loader.batches()).isEqualTo(batches.size());
        return batches;
    }

    private static List<Batch> collect(Loader loader, int number) {
        List<Batch> batches = new ArrayList<>();
        try (Epoch epoch = loader.epoch(number)) {
            epoch.forEach(batches::add);
        }
        return batches;
    }

    private static List<Integer> indices(List<Batch> batches) {
        return batches.stream()
                .flatMap(batch -> IntStream.of(batch.indices()).boxed())
                .toList();
    }

    private static List<Integer> without(List<Integer> all, Integer... some) {
        List<Integer> rest = new ArrayList<>(all);
        rest.removeAll(List.of(some));
        return rest;
    }

    /** The drawings, some of which cannot be decoded. */
    private static Dataset bad(int... indices) {
        return new Spy() {
            @Override
            public Image image(int i) {
                if (IntStream.of(indices).anyMatch(bad -> bad == i)) {
                    throw new DataException(i + ".jpg: damaged");
                }
                return super.image(i);
            }
        };
    }

    private static List<Integer> sorted(int n) {
        return IntStream.range(0, n).boxed().toList();
    }

    /** The drawings again, for a test to come between. */
    private static class Spy implements Dataset {
        @Override
        public String name() {
            return SHAPES.name();
        }

        @Override
        public List<String> classes() {
            return SHAPES.classes();
        }

        @Override
        public int size() {
            return SHAPES.size();
        }

        @Override
        public int channels() {
            return SHAPES.channels();
        }

        @Override
        public int label(int i) {
            return SHAPES.label(i);
        }

        @Override
        public String id(int i) {
            return SHAPES.id(i);
        }

        @Override
        public Image image(int i) {
            return SHAPES.image(i);
        }
    }
}
