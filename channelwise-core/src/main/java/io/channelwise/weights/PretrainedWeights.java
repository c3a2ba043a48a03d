package io.channelwise.weights;

import io.channelwise.models.ClosestNames;
import java.net.URI;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Trained weights of a model at a known place, whose file name tells the first digits of its SHA-256.
 *
 * @param model its name in the registry
 * @param uri where its authors keep it
 * @param preprocessing what it was tested with
 * @param classes the class names in the order of the outputs
 */
public record PretrainedWeights(String model, URI uri, Preprocessing preprocessing, List<String> classes) {

    private static final String TORCHVISION = "https://download.pytorch.org/models/";
    private static final String SENET = "https://github.com/moskomule/senet.pytorch/releases/download/archive/";
    private static final String AKAMASTER =
            "https://github.com/akamaster/pytorch_resnet_cifar10/raw/master/pretrained_models/";

    private static final List<String> CIFAR10 =
            List.of("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");

    /** The means and deviations of ImageNet too, as the weights of these were trained with. */
    private static final Preprocessing SMALL = new Preprocessing(
            3, 32, 32, Interpolation.BILINEAR, 1, Preprocessing.IMAGENET.mean(), Preprocessing.IMAGENET.std());

    // torchvision: the first version of each, which has the papers' accuracy and preprocessing. The SE notes'
    // SE-ResNet-50
    // has 77.06 % top-1 by its authors. akamaster's score from 91.7 to 93.7 % on CIFAR-10.
    private static final Map<String, PretrainedWeights> ALL = Stream.of(
                    imagenet("resnet18", TORCHVISION + "resnet18-f37072fd.pth"),
                    imagenet("resnet34", TORCHVISION + "resnet34-b627a593.pth"),
                    imagenet("resnet50", TORCHVISION + "resnet50-0676ba61.pth"),
                    imagenet("resnet101", TORCHVISION + "resnet101-63fe2227.pth"),
                    imagenet("resnet152", TORCHVISION + "resnet152-394f9c45.pth"),
                    imagenet("se_resnet50", SENET + "seresnet50-60a8950a85b2b.pkl"),
                    cifar10("resnet20", AKAMASTER + "resnet20-12fca82f.th"),
                    cifar10("resnet32", AKAMASTER + "resnet32-d509ac18.th"),
                    cifar10("resnet44", AKAMASTER + "resnet44-014dd654.th"),
                    cifar10("resnet56", AKAMASTER + "resnet56-4bfd9763.th"),
                    cifar10("resnet110", AKAMASTER + "resnet110-1d1ed7c2.th"))
            .collect(Collectors.toUnmodifiableMap(PretrainedWeights::model, Function.identity()));

    /** With an immutable copy of the list. */
    public PretrainedWeights {
        classes = List.copyOf(classes);
    }

    /** All of them, by name. */
    public static List<PretrainedWeights> all() {
        return ALL.values().stream()
                .sorted(Comparator.comparing(PretrainedWeights::model))
                .toList();
    }

    /**
     * Those of a model.
     *
     * @throws IllegalArgumentException if there are none, with the closest names that have some
     */
    public static PretrainedWeights of(String model) {
        PretrainedWeights known = ALL.get(model);
        if (known == null) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "pretrained: no weights are known for %s; closest with some: %s; others are at timm/NAME",
                    model,
                    String.join(", ", ClosestNames.to(model, ALL.keySet()))));
        }
        return known;
    }

    /** Those at an address, if it is known. */
    public static Optional<PretrainedWeights> at(URI uri) {
        return ALL.values().stream().filter(known -> known.uri.equals(uri)).findFirst();
    }

    /** What the file itself does not say. */
    public ModelDescription description() {
        return new ModelDescription(model, classes, preprocessing, Map.of("source", uri.toString()), "");
    }

    private static PretrainedWeights imagenet(String model, String address) {
        return new PretrainedWeights(model, URI.create(address), Preprocessing.IMAGENET, ClassNames.numbers(1000));
    }

    private static PretrainedWeights cifar10(String model, String address) {
        return new PretrainedWeights(model, URI.create(address), SMALL, CIFAR10);
    }
}
