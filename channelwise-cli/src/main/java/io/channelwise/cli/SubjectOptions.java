package io.channelwise.cli;

import static java.util.Objects.requireNonNullElse;

import io.channelwise.data.BadImages;
import io.channelwise.data.DatasetSpec;
import io.channelwise.train.Recipe;
import io.channelwise.train.TrainDefaults;
import io.channelwise.train.TrainSettings;
import io.channelwise.weights.Checkpoint;
import io.channelwise.weights.ModelDescription;
import io.channelwise.weights.ModelRecognition;
import io.channelwise.weights.ModelRecognition.Match;
import io.channelwise.weights.Selection;
import io.channelwise.weights.WeightsCache;
import io.channelwise.weights.WeightsSource;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What is trained on what. */
final class SubjectOptions {

    @Option(names = "--data", paramLabel = "DATA", description = DataOption.DESCRIPTION + " Default: shapes.")
    private String data;

    @Option(
            names = "--on-bad-image",
            paramLabel = "WORD",
            description = "An image whose pixels cannot be decoded: fail or skip. Default: fail. A file that is no "
                    + "image by its name or its first bytes is always left out, and named.")
    private BadImages onBadImage;

    @Option(
            names = "--model",
            paramLabel = "NAME",
            description = "A name from channelwise models. Default: sk_resnet20 for shapes, se_resnet18 for folders, "
                    + "else se_resnet20. With --weights: the network of these.")
    private String model;

    @Option(
            names = "--attention",
            paramLabel = "NAME",
            description = "Attention for every block of a plain network, such as eca for resnet50: se, eca, cbam, "
                    + "scse, ge, ge_theta, srm, sk or splat. Default: none.")
    private String attention;

    @Option(
            names = "--weights",
            paramLabel = "WEIGHTS",
            description = "Start from these instead of drawing them: a file, an https address or timm/NAME. Another "
                    + "number of classes replaces the head alone.")
    private String weights;

    @Option(
            names = "--pretrained",
            description = "Start from the weights that its authors publish for the model, as --weights does.")
    private boolean pretrained;

    @Option(names = "--key", paramLabel = "NAME", description = SelectionOptions.KEY)
    private String key;

    @Option(
            names = "--ignore",
            split = ",",
            paramLabel = "KEY-PATTERN",
            hideParamSyntax = true,
            description = SelectionOptions.IGNORE)
    private List<String> ignored;

    @Option(names = "--offline", description = "Never download weights; take what is in the cache.")
    private boolean offline;

    @Option(
            names = "--size",
            paramLabel = "PIXELS",
            description = "Height and width of the input. Default: the data set's, 128 for folders.")
    private Integer size;

    @Option(
            names = "--recipe",
            paramLabel = "NAME",
            description = "Begin with the settings of a recipe, cifar, imagenet, finetune or quick, instead of the "
                    + "data set's defaults; other options win over it. --list-recipes tells what they are.")
    private String recipe;

    @Option(names = "--list-recipes", description = "List the recipes with the sources of their numbers, and end.")
    boolean listRecipes;

    DatasetSpec data() {
        return DatasetSpec.parse(requireNonNullElse(data, "shapes")).absolute();
    }

    /**
     * Where the data of a run is that goes on.
     *
     * @throws IllegalArgumentException if it is to be other data
     */
    String movedData(String begun) {
        if (data == null) {
            return begun;
        }
        if (data().name() != DatasetSpec.parse(begun).name()) {
            throw new IllegalArgumentException("--data: " + data + "; the run was begun with " + begun
                    + ", and goes on with the same images, wherever they are now");
        }
        return data().toString();
    }

    /** The settings of the recipe, else of the data. */
    TrainSettings usual() {
        return recipe == null ? TrainDefaults.of(data()) : Recipe.named(recipe).settings(data());
    }

    /** The network's name: what is asked for, else the one of the weights, else the usual one. */
    String network(String usual, PrintWriter err) {
        if (model == null && attention == null && weights != null && !pretrained) {
            return networkOf(source().read(cache(err))).orElse(usual);
        }
        String plain = requireNonNullElse(model, usual);
        return attention == null ? plain : plain + "+" + attention;
    }

    /** What the file says, else the only network that its keys and shapes fit. */
    private static Optional<String> networkOf(Checkpoint checkpoint) {
        List<Match> matches = ModelRecognition.matches(checkpoint.weights().tensors());
        return checkpoint
                .description()
                .map(ModelDescription::model)
                .or(() -> matches.size() == 1 ? Optional.of(matches.get(0).model()) : Optional.empty());
    }

    /** A file is named by its whole path, so that the run can be resumed from any folder. */
    String startingWeights(String network) {
        if (pretrained) {
            requireOneOrigin();
            return WeightsSource.pretrained(network).word();
        }
        return weights != null && WeightsSource.parse(weights) instanceof WeightsSource.LocalFile local
                ? local.file().toAbsolutePath().normalize().toString()
                : weights;
    }

    /** Which tensors of the weights are meant; {@code null} for the usual ones. */
    Selection selection() {
        Selection wish = new Selection(key, ignored);
        return wish.isUsual() ? null : wish;
    }

    private WeightsSource source() {
        return WeightsSource.parse(weights).selecting(new Selection(key, ignored));
    }

    private WeightsCache cache(PrintWriter err) {
        return WeightsCache.standard().offline(offline).with(new DownloadProgress(err));
    }

    private void requireOneOrigin() {
        if (weights != null) {
            throw new IllegalArgumentException(
                    "--weights and --pretrained: both say what to start from; leave out one");
        }
    }

    /** Weights from elsewhere are fetched before the run begins, with a progress bar. */
    void fetch(TrainSettings settings, PrintWriter err) {
        if (settings.weights() != null && !(settings.startingWeights() instanceof WeightsSource.LocalFile)) {
            settings.startingWeights().read(cache(err));
        }
    }

    int size(int usual) {
        return requireNonNullElse(size, usual);
    }

    BadImages onBadImage(BadImages usual) {
        return requireNonNullElse(onBadImage, usual);
    }
}
