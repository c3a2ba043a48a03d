package io.channelwise.deploy;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An operator of a file with what is known of the values it takes.
 *
 * @param constants the file's initialisers by name
 */
record KnownNode(NodeProto node, Map<String, Value> values, Map<String, TensorProto> constants) {

    String operator() {
        return node.getOpType();
    }

    int inputs() {
        return node.getInputCount();
    }

    /** Whether there is such an input; one may be left out by an empty name. */
    boolean has(int input) {
        return input < node.getInputCount() && !node.getInput(input).isEmpty();
    }

    Value input() {
        return input(0);
    }

    Value input(int place) {
        if (!has(place)) {
            throw new IllegalArgumentException("no input " + place);
        }
        return values.get(node.getInput(place));
    }

    /** The numbers of an input that are known before the graph runs. */
    List<Long> numbers(int place) {
        Value value = input(place);
        if (value.axes() != 1 || value.extent(0) != value.numbers().size()) {
            throw new IllegalArgumentException("an input " + node.getInput(place) + " that is no constant of integers");
        }
        return value.numbers();
    }

    /** The one number of an input. */
    long number(int place) {
        List<Long> numbers = numbers(place);
        if (numbers.size() != 1) {
            throw new IllegalArgumentException(
                    "an input " + node.getInput(place) + " of " + numbers.size() + " numbers");
        }
        return numbers.get(0);
    }

    /** The floats of an input that is a short constant. */
    List<Float> reals(int place) {
        input(place);
        TensorProto constant = constants.get(node.getInput(place));
        if (constant == null) {
            throw new IllegalArgumentException("an input " + node.getInput(place) + " that is no constant");
        }
        List<Float> reals = new ArrayList<>(constant.getFloatDataList());
        FloatBuffer raw = constant.getRawData()
                .asReadOnlyByteBuffer()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
        while (raw.hasRemaining()) {
            reals.add(raw.get());
        }
        return reals;
    }

    long integer(String attribute, long missing) {
        return attribute(attribute).map(AttributeProto::getI).orElse(missing);
    }

    /** Empty where there is no such attribute. */
    List<Long> integers(String attribute) {
        return attribute(attribute).map(AttributeProto::getIntsList).orElse(List.of());
    }

    private Optional<AttributeProto> attribute(String name) {
        return node.getAttributeList().stream()
                .filter(attribute -> attribute.getName().equals(name))
                .findFirst();
    }
}
