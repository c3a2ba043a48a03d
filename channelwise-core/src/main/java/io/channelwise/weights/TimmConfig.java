package io.channelwise.weights;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The {@code config.json} of a timm repository on Hugging Face: the architecture, the number of classes and, under
 * {@code pretrained_cfg}, the preprocessing. Where a value is missing, timm's default counts.
 */
final class TimmConfig {

    /** The longest that is read, in bytes; a list of 22,000 classes has 2 MB. */
    static final int MAX_LENGTH = 1 << 23;

    private static final int MAX_CLASSES = 100_000;
    private static final int MAX_PIXELS = 4096;

    private final JsonNode root;
    private final JsonNode input;

    private TimmConfig(JsonNode root) {
        this.root = root;
        this.input = root.path("pretrained_cfg");
    }

    /**
     * What it says; {@code seresnet50} for the architecture {@code seresnet50.a1_in1k}.
     *
     * @throws WeightsException if it is none, or says what is not supported here
     */
    static ModelDescription parse(String json, String source) {
        try {
            TimmConfig config = new TimmConfig(DescriptionJson.tree(json));
            return new ModelDescription(
                    config.model(), config.classes(), config.preprocessing(), Map.of("source", source), "");
        } catch (JsonProcessingException e) {
            throw new WeightsException("is no JSON: " + JsonWords.of(e), e);
        } catch (IllegalArgumentException e) {
            throw new WeightsException("says what cannot be used: " + e.getMessage(), e);
        }
    }

    private String model() {
        JsonNode name = root.has("architecture") ? root.get("architecture") : input.path("architecture");
        return text(name, "architecture", null).replaceFirst("\\..*", "");
    }

    private Preprocessing preprocessing() {
        String cropMode = text(input.path("crop_mode"), "crop_mode", "center");
        require(cropMode.equals("center"), "crop_mode", cropMode, "center");
        List<Double> size = numbers(input.path("input_size"), "input_size", List.of(3.0, 224.0, 224.0));
        require(size.size() == 3, "input_size", size, "[channels, height, width]");
        return new Preprocessing(
                whole(size.get(0), "input_size", 3),
                whole(size.get(1), "input_size", MAX_PIXELS),
                whole(size.get(2), "input_size", MAX_PIXELS),
                interpolation(),
                number(input.path("crop_pct"), "crop_pct", 0.875),
                numbers(input.path("mean"), "mean", Preprocessing.IMAGENET.mean()),
                numbers(input.path("std"), "std", Preprocessing.IMAGENET.std()));
    }

    private Interpolation interpolation() {
        String name = text(input.path("interpolation"), "interpolation", "bicubic");
        return switch (name) {
            case "bilinear" -> Interpolation.BILINEAR;
            case "bicubic" -> Interpolation.BICUBIC;
            default -> throw new IllegalArgumentException("interpolation " + name + "; allowed: bilinear or bicubic");
        };
    }

    /** Descriptions where each class has one of its own, else names, else numbers. */
    private List<String> classes() {
        JsonNode count = root.has("num_classes") ? root.get("num_classes") : input.path("num_classes");
        int classes = whole(number(count, "num_classes", 1000), "num_classes", MAX_CLASSES);
        JsonNode labels = root.has("label_names") ? root.get("label_names") : input.path("label_names");
        if (labels.size() == 0) {
            return ClassNames.numbers(classes);
        }
        List<String> names = names(labels, classes);
        List<String> described = descriptions(names);
        return new HashSet<>(described).size() == classes ? described : names;
    }

    private static List<String> names(JsonNode labels, int classes) {
        require(labels.size() == classes, "label_names", labels.size() + " of them", "one for each of " + classes);
        return IntStream.range(0, classes)
                .mapToObj(i -> labels.isArray() ? labels.get(i) : labels.path(Integer.toString(i)))
                .map(name -> text(name, "label_names", null))
                .toList();
    }

    private List<String> descriptions(List<String> names) {
        JsonNode all =
                root.has("label_descriptions") ? root.get("label_descriptions") : input.path("label_descriptions");
        return names.stream()
                .map(name -> text(all.path(name), "label_descriptions", name))
                .toList();
    }

    private static String text(JsonNode node, String name, String missing) {
        if (isMissing(node) && missing != null) {
            return missing;
        }
        require(node.isTextual() && !node.textValue().isBlank(), name, shown(node), "a text");
        return node.textValue();
    }

    private static double number(JsonNode node, String name, double missing) {
        if (isMissing(node)) {
            return missing;
        }
        require(node.isNumber(), name, shown(node), "a number");
        return node.doubleValue();
    }

    private static List<Double> numbers(JsonNode node, String name, List<Double> missing) {
        if (isMissing(node)) {
            return missing;
        }
        require(node.isArray() && node.size() <= 3, name, shown(node), "up to three numbers");
        List<Double> numbers = new ArrayList<>();
        node.forEach(value -> numbers.add(number(value, name, Double.NaN)));
        return numbers;
    }

    private static int whole(double value, String name, int most) {
        require(
                value == Math.rint(value) && value >= 1 && value <= most,
                name,
                value,
                "whole numbers from 1 to " + most);
        return (int) value;
    }

    private static boolean isMissing(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }

    private static String shown(JsonNode node) {
        String text = isMissing(node) ? "is missing" : node.toString();
        return text.length() <= 80 ? text : text.substring(0, 80) + "...";
    }

    private static void require(boolean condition, String name, Object value, String allowed) {
        if (!condition) {
            throw new IllegalArgumentException(name + " " + value + "; allowed: " + allowed);
        }
    }
}
