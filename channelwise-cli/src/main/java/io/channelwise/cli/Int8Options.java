package io.channelwise.cli;

import io.channelwise.data.BadImages;
import io.channelwise.data.Dataset;
import io.channelwise.data.DatasetSpec;
import io.channelwise.deploy.CalibrationMethod;
import io.channelwise.deploy.Int8Calibration;
import io.channelwise.inference.TrainedNetwork;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code --int8} and what belongs to it. */
final class Int8Options {

    @Option(
            names = "--int8",
            description = "Quantise the model: weights int8, a scale for each channel; activations uint8, with the "
                    + "ranges that --calibrate shows; gates of channel attention float32. What it gains and costs goes "
                    + "into NAME.int8.json beside the model.")
    private boolean wanted;

    @Option(
            names = "--calibrate",
            paramLabel = "DATA",
            description = "For --int8: the data that the network was trained on, as train --data takes it. Ranges come "
                    + "from training images, the scores before and after from the test images.")
    private String calibrate;

    @Option(
            names = "--calibration-images",
            paramLabel = "N",
            description = "How many training images, as many of each class. Default: 256.")
    private Integer images;

    @Option(
            names = "--calibration",
            paramLabel = "METHOD",
            description =
                    "minmax, percentile (99.99 %%) or entropy: which part of a feature map's range is kept. Default: minmax.")
    private CalibrationMethod method;

    @Option(
            names = "--on-bad-image",
            paramLabel = "WORD",
            description = "For --int8: an image that cannot be decoded: fail or skip. Default: as in the training that "
                    + "made the weights, else fail.")
    private BadImages onBadImage;

    @Option(
            names = "--device",
            paramLabel = "NAME",
            description = "Where ranges and scores are computed: cpu or auto, as ONNX Runtime computes them, on the "
                    + "processor; cuda is refused. Default: cpu.")
    private DeviceName device;

    /** Refuses a part of the options without the other; the data, if int8 is wanted. */
    Optional<DatasetSpec> data(CommandSpec spec) {
        if (wanted && calibrate == null) {
            throw wrong(spec, "--int8 needs --calibrate DATA, such as the data that the network was trained on");
        }
        Stream.of("--calibrate", "--calibration-images", "--calibration", "--on-bad-image", "--device")
                .filter(option -> !wanted && spec.commandLine().getParseResult().hasMatchedOption(option))
                .findFirst()
                .ifPresent(option -> {
                    throw wrong(spec, option + " belongs to --int8, which is not given");
                });
        if (device == DeviceName.CUDA) {
            throw wrong(
                    spec,
                    "--device: cuda; ranges and scores of an int8 model are computed by ONNX Runtime, on the processor");
        }
        if (images != null) {
            Usage.check(spec, () -> Usage.positive("--calibration-images", images));
        }
        return Optional.ofNullable(calibrate).map(word -> Usage.check(spec, () -> DatasetSpec.parse(word)));
    }

    private static ParameterException wrong(CommandSpec spec, String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }

    /** What the user wishes of images that cannot be decoded; null for nothing. */
    BadImages onBadImage() {
        return onBadImage;
    }

    /** On the training images. */
    Int8Calibration calibration(Dataset train) {
        Int8Calibration usual = Int8Calibration.of(train);
        Int8Calibration counted = images == null ? usual : usual.images(images);
        return method == null ? counted : counted.method(method);
    }

    /** Grey images for a network of colours, or the reverse, would show ranges that it never sees in use. */
    static void requireSameChannels(TrainedNetwork trained, Dataset images) {
        int channels = trained.preprocessing().channels();
        if (images.channels() != channels) {
            throw new IllegalArgumentException("--calibrate: the images of " + images.name() + " have "
                    + Texts.plural(images.channels(), "channel") + "; the network takes " + channels);
        }
    }
}
