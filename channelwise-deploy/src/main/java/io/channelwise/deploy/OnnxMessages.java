package io.channelwise.deploy;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.util.List;

/** Parts of a graph as the messages of onnx.proto. */
final class OnnxMessages {

    static final String BATCH = "batch";

    private OnnxMessages() {}

    static NodeProto node(Node node) {
        NodeProto.Builder builder = NodeProto.newBuilder()
                .setOpType(node.op())
                .setName(node.output())
                .addAllInput(node.inputs())
                .addOutput(node.output());
        node.attributes().forEach((name, value) -> builder.addAttribute(attribute(name, value)));
        return builder.build();
    }

    private static AttributeProto attribute(String name, Object value) {
        AttributeProto.Builder builder = AttributeProto.newBuilder().setName(name);
        if (value instanceof Long integer) {
            builder.setType(AttributeType.INT).setI(integer);
        } else if (value instanceof Double real) {
            builder.setType(AttributeType.FLOAT).setF(real.floatValue());
        } else if (value instanceof String text) {
            builder.setType(AttributeType.STRING).setS(ByteString.copyFromUtf8(text));
        } else {
            builder.setType(AttributeType.INTS);
            ((List<?>) value).forEach(element -> builder.addInts((Long) element));
        }
        return builder.build();
    }

    static TensorProto integers(String name, List<Long> values) {
        return TensorProto.newBuilder()
                .setName(name)
                .setDataType(TensorProto.DataType.INT64.getNumber())
                .addDims(values.size())
                .addAllInt64Data(values)
                .build();
    }

    static TensorProto real(String name, float value) {
        return TensorProto.newBuilder()
                .setName(name)
                .setDataType(TensorProto.DataType.FLOAT.getNumber())
                .addFloatData(value)
                .build();
    }

    static TensorProto unsignedByte(String name, int value) {
        return TensorProto.newBuilder()
                .setName(name)
                .setDataType(TensorProto.DataType.UINT8.getNumber())
                .addInt32Data(value)
                .build();
    }

    /** A value {@code [batch, ...]}; a text is the symbol of an extent, a number the extent. */
    static ValueInfoProto value(String name, TensorProto.DataType type, List<?> extents) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder().addDim(dimension(BATCH));
        extents.forEach(extent -> shape.addDim(dimension(extent)));
        TypeProto.Tensor tensor = TypeProto.Tensor.newBuilder()
                .setElemType(type.getNumber())
                .setShape(shape)
                .build();
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(tensor))
                .build();
    }

    private static Dimension dimension(Object extent) {
        return extent instanceof Long number
                ? Dimension.newBuilder().setDimValue(number).build()
                : Dimension.newBuilder().setDimParam(extent.toString()).build();
    }

    static StringStringEntryProto entry(String key, String value) {
        return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
    }
}
