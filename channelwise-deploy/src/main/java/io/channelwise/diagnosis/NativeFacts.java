package io.channelwise.diagnosis;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtLoggingLevel;
import io.channelwise.inference.MemoryLayout;
import io.channelwise.nn.Conv2d;
import io.channelwise.runtime.ComputeDevice;
import io.channelwise.runtime.Engine;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.presets.openblas_nolapack;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.pytorch.Context;
import org.bytedeco.pytorch.global.torch;

/** What a native library says about itself once it is loaded; runs in the child process. */
final class NativeFacts {

    private NativeFacts() {}

    /** By name: text, numbers and truth values. */
    static Map<String, Object> of(Library library) throws IOException {
        return switch (library) {
            case JAVACPP -> javacpp();
            case LIBTORCH -> libtorch();
            case ONEDNN -> oneDnn();
            case OPENBLAS -> openBlas();
            case OPENCV -> Map.of("version", text(opencv_core.getVersionString()));
            case ONNXRUNTIME -> onnxRuntime();
            case GPU -> gpu();
        };
    }

    private static Map<String, Object> javacpp() throws IOException {
        return Map.of(
                "cache", Loader.getCacheDir().getAbsolutePath(),
                "platform", Loader.getPlatform());
    }

    private static Map<String, Object> libtorch() {
        Engine.start();
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("capability", text(torch.get_cpu_capability()));
        facts.put("threads", Engine.threads());
        return facts;
    }

    /** Where it is told to, oneDNN names its instruction set on stdout when it first computes. */
    private static Map<String, Object> oneDnn() {
        Engine.start();
        boolean used = Context.hasMKLDNN();
        if (used) {
            LayerShape shape = new LayerShape.Convolution(Conv2d.options(16, 16, 3), 8, 8);
            new LayerTrial(phase -> {}).compute(shape, MemoryLayout.CHANNELS_LAST);
        }
        return Map.of("used", used, "version", used ? text(torch.get_mkldnn_version()) : "");
    }

    private static Map<String, Object> openBlas() {
        Engine.start();
        return Map.of("threads", openblas_nolapack.blas_get_num_threads());
    }

    private static Map<String, Object> onnxRuntime() {
        OrtEnvironment environment =
                OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "channelwise");
        return Map.of("version", environment.getVersion());
    }

    private static Map<String, Object> gpu() {
        ComputeDevice device = ComputeDevice.of("auto");
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("device", device.toString());
        facts.put("reason", device.reason());
        if (System.getProperty("os.name").equals("Linux") && (Gpu.areKernelsHere() || Gpu.isDriverHere())) {
            facts.put("libraries", FoundLibraries.loaded());
        }
        return facts;
    }

    private static String text(BytePointer pointer) {
        return pointer.getString();
    }
}
