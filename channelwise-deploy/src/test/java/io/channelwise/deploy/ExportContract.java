package io.channelwise.deploy;

import ai.onnxruntime.OrtException;
import io.channelwise.inference.TrainedNetwork;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;

/** What every network keeps when it is exported; the subclasses say for which names. */
abstract class ExportContract {

    private static TrainedNetwork trained;

    @Parameter
    String name;

    @TempDir
    Path folder;

    @BeforeParameterizedClassInvocation
    static void build(String name) {
        trained = Networks.trained(name);
    }

    @AfterParameterizedClassInvocation
    static void free() {
        trained.close();
    }

    @Test
    void aDynamicGraphTakesAnyBatchAndExtent() throws OrtException {
        ExportOptions dynamic = ExportOptions.DEFAULT.size(new InputSize(64, 64, true));
        try (Runtime runtime = export(dynamic)) {
            runtime.assertSame(trained, 1, 32, 32);
            runtime.assertSame(trained, 3, 48, 40);
        }
    }

    @Test
    void aFixedGraphTakesAnyBatchOfItsExtent() throws OrtException {
        try (Runtime runtime = export(ExportOptions.DEFAULT.size(InputSize.fixed(48, 40)))) {
            runtime.assertSame(trained, 1, 48, 40);
            runtime.assertSame(trained, 3, 48, 40);
        }
    }

    @Test
    void theGraphAsItWasHeardIsRightToo() throws OrtException {
        ExportOptions plain = ExportOptions.DEFAULT.rewrites(Set.of()).opset(ExportOptions.LATEST_OPSET);
        try (Runtime runtime = export(plain.size(InputSize.fixed(32, 32)))) {
            runtime.assertSame(trained, 2, 32, 32);
        }
    }

    private Runtime export(ExportOptions options) throws OrtException {
        Path file = folder.resolve("model.onnx");
        new OnnxExporter(options).export(trained, file);
        Admitted.assertIs(file);
        return new Runtime(file);
    }
}
