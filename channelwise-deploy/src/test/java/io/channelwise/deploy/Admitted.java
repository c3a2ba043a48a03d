package io.channelwise.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** That what is exported is taken as such, and that the shapes which decide it are those that the export heard. */
final class Admitted {

    private Admitted() {}

    static void assertIs(Path file) {
        Map<String, Value> values = OnnxAdmission.require(file);
        for (ValueInfoProto value : stated(file)) {
            assertThat(values.get(value.getName()).shape().stream().skip(1))
                    .as(value.getName())
                    .containsExactlyElementsOf(extents(value));
        }
        assertThat(values.get(Graph.OUTPUT).shape()).startsWith(1L).hasSize(2);
    }

    /** Without the batch, which is a symbol. */
    private static List<Long> extents(ValueInfoProto value) {
        return value.getType().getTensorType().getShape().getDimList().stream()
                .skip(1)
                .map(Dimension::getDimValue)
                .toList();
    }

    private static List<ValueInfoProto> stated(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return ModelProto.parseFrom(in).getGraph().getValueInfoList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
