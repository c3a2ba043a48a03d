package io.channelwise.cli;

import io.channelwise.data.DatasetSpec;
import io.channelwise.inference.MemoryLayout;
import io.channelwise.train.Augmentation;
import io.channelwise.train.Optimization;
import io.channelwise.train.TrainDefaults;
import io.channelwise.train.TrainSettings;
import io.channelwise.train.WeightDecay;
import io.channelwise.weights.WeightsSource;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** The options of {@code train} by group; what is not given is as the data set's defaults have it. */
final class TrainOptions {

    private TrainOptions() {}

    /** What is trained on what. */
    static final class Subject {

        @Option(names = "--data", paramLabel = "DATA", description = DataOption.DESCRIPTION + " Default: shapes.")
        String data;

        @Option(
                names = "--model",
                paramLabel = "NAME",
                description =
                        "A name from channelwise models. Default: sk_resnet20 for shapes, se_resnet18 for folders, "
                                + "else se_resnet20.")
        String model;

        @Option(
                names = "--attention",
                paramLabel = "NAME",
                description = "Attention for every block of a plain network, such as eca for resnet50: se, eca, cbam, "
                        + "scse, ge, ge_theta, srm, sk or splat. Default: none.")
        String attention;

        @Option(
                names = "--weights",
                paramLabel = "WEIGHTS",
                description =
                        "Start from these instead of drawing them: a file, an https address or timm/NAME. Another "
                                + "number of classes replaces the head alone.")
        String weights;

        @Option(
                names = "--size",
                paramLabel = "PIXELS",
                description = "Height and width of the input. Default: the data set's, 128 for folders.")
        Integer size;

        String data() {
            return data == null ? "shapes" : data;
        }

        /** A network that takes an attention by name is called by both names. */
        String network(String usual) {
            String plain = or(model, usual);
            return attention == null ? plain : plain + "+" + attention;
        }

        /** A file is named by its whole path, so that the run can be resumed from any folder. */
        String startingWeights() {
            boolean file = weights != null && WeightsSource.parse(weights) instanceof WeightsSource.LocalFile;
            return file ? Path.of(weights).toAbsolutePath().normalize().toString() : weights;
        }

        boolean isEmpty() {
            return noneOf(data, model, attention, weights, size);
        }
    }

    /** How weights move. */
    static final class Optimising {

        @Option(
                names = "--epochs",
                paramLabel = "N",
                description =
                        "Passes over the training images. Default: 6 for shapes, 4 for mnist, 10 for fashion-mnist, 30 for cifar, 20 for folders.")
        Integer epochs;

        @Option(
                names = "--batch-size",
                paramLabel = "N",
                description = "Images a step. Default: 64 for shapes, 32 for folders, else 128.")
        Integer batchSize;

        @Option(names = "--optimizer", paramLabel = "NAME", description = "${COMPLETION-CANDIDATES}. Default: sgd.")
        Optimization.Algorithm optimizer;

        @Option(
                names = "--lr",
                paramLabel = "RATE",
                description =
                        "Learning rate at its peak. Default: 0.1 for shapes, 0.05 for folders, else 0.2; with adamw 2e-3.")
        Double learningRate;

        @Option(names = "--momentum", paramLabel = "M", description = "Of sgd. Default: 0.9.")
        Double momentum;

        @Option(names = "--nesterov", negatable = true, description = "Nesterov's momentum, of sgd. Default: on.")
        Boolean nesterov;

        @Option(names = "--weight-decay", paramLabel = "RATE", description = "Default: 5e-4; with adamw 0.05.")
        Double weightDecay;

        @Option(names = "--decay-all", description = "Decay biases and norms too, as PyTorch does.")
        Boolean decayAll;

        @Option(
                names = "--warmup-epochs",
                paramLabel = "N",
                description = "Linear warm-up before the cosine. Default: 1, at most a quarter of the epochs.")
        Double warmupEpochs;

        @Option(
                names = "--label-smoothing",
                paramLabel = "S",
                description = "0 to 1. Default: 0 for shapes and mnist, 0.1 for folders, else 0.05.")
        Double labelSmoothing;

        @Option(
                names = "--zero-init-residual",
                description = "Start the last batch norm of each residual branch at zero.")
        Boolean zeroInitResidual;

        boolean isEmpty() {
            return noneOf(
                    epochs,
                    batchSize,
                    optimizer,
                    learningRate,
                    momentum,
                    nesterov,
                    weightDecay,
                    decayAll,
                    warmupEpochs,
                    labelSmoothing,
                    zeroInitResidual);
        }

        private Optimization over(Optimization usual) {
            int passes = or(epochs, usual.epochs());
            Optimization.Algorithm algorithm = or(optimizer, usual.algorithm());
            boolean adamW = algorithm == Optimization.Algorithm.ADAMW;
            return new Optimization(
                    passes,
                    or(batchSize, usual.batchSize()),
                    algorithm,
                    or(learningRate, adamW ? 2e-3 : usual.learningRate()),
                    or(momentum, usual.momentum()),
                    or(nesterov, usual.nesterov()),
                    new WeightDecay(
                            or(weightDecay, adamW ? 0.05 : usual.weightDecay().rate()), or(decayAll, false)),
                    or(warmupEpochs, Math.min(usual.warmupEpochs(), passes / 4.0)),
                    or(labelSmoothing, usual.labelSmoothing()));
        }
    }

    /** How training images vary. */
    static final class Augmenting {

        @Option(
                names = "--min-scale",
                paramLabel = "SHARE",
                description =
                        "Least share of the area that a random resized crop keeps; 1 for none. Default: 0.35 for folders, else 1.")
        Double minScale;

        @Option(
                names = "--crop-padding",
                paramLabel = "PIXELS",
                description = "Border before a random crop; 0 for none. Default: 4 for cifar, 0 for folders, else 2.")
        Integer cropPadding;

        @Option(
                names = "--flip",
                negatable = true,
                description = "Mirror every second image. Default: on, but for mnist.")
        Boolean flip;

        boolean isEmpty() {
            return noneOf(minScale, cropPadding, flip);
        }

        private Augmentation over(Augmentation usual) {
            return Augmentation.of(
                    or(minScale, usual.minScale()), or(cropPadding, usual.cropPadding()), or(flip, usual.flip()));
        }
    }

    /** Where the run goes and what it takes. */
    static final class Running {

        @Option(names = "--run", paramLabel = "NAME", description = "Default: model, data and time.")
        String run;

        @Option(names = "--runs-dir", paramLabel = "FOLDER", description = "Default: runs.")
        Path runsDir;

        @Option(names = "--seed", paramLabel = "N", description = "Of weights, order and augmentation. Default: 0.")
        Long seed;

        @Option(names = "--workers", paramLabel = "N", description = "Threads that prepare images. Default: 1.")
        Integer workers;

        @Option(
                names = "--threads",
                paramLabel = "N",
                description = "Threads of an operation. Default: physical cores.")
        Integer threads;

        @Option(
                names = "--memory-format",
                paramLabel = "NAME",
                description = "${COMPLETION-CANDIDATES}. Default: channels-last.")
        MemoryLayout memoryFormat;

        @Option(
                names = "--resume",
                paramLabel = "FOLDER",
                description = "Go on with an interrupted run, with its own settings.")
        Path resume;

        /** A run's name is the name of a folder, not a path. */
        void requireName() {
            if (run != null && !run.matches("[^/\\\\\\p{Cntrl}]*[^/\\\\\\p{Cntrl}. ]")) {
                throw new IllegalArgumentException(
                        "--run: " + run + "; allowed: the name of a folder to make; --runs-dir says where");
            }
        }

        Path runsDir() {
            return runsDir == null ? Path.of("runs") : runsDir;
        }

        boolean isEmpty() {
            return noneOf(run, runsDir, seed, workers, memoryFormat);
        }
    }

    static TrainSettings settings(
            DatasetSpec data, Subject subject, Optimising optimising, Augmenting augmenting, Running running) {
        TrainSettings usual = TrainDefaults.of(data);
        return new TrainSettings(
                new DatasetSpec(
                                data.name(),
                                data.folder().map(Path::toAbsolutePath).map(Path::normalize))
                        .toString(),
                subject.network(usual.model()),
                subject.startingWeights(),
                or(subject.size, usual.imageSize()),
                optimising.over(usual.optimization()),
                augmenting.over(usual.augmentation()),
                or(optimising.zeroInitResidual, usual.zeroInitResidual()),
                or(running.memoryFormat, usual.memoryFormat()),
                or(running.seed, usual.seed()),
                or(running.workers, usual.workers()));
    }

    private static <T> T or(T given, T usual) {
        return Optional.ofNullable(given).orElse(usual);
    }

    private static boolean noneOf(Object... options) {
        return Stream.of(options).allMatch(Objects::isNull);
    }
}
