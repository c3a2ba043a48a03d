package io.channelwise.diagnosis;

import java.util.Locale;

/** A native library that a child process can be asked about. */
public enum Library {
    JAVACPP("JavaCPP"),
    LIBTORCH("libtorch"),
    ONEDNN("oneDNN"),
    OPENBLAS("OpenBLAS"),
    OPENCV("OpenCV"),
    ONNXRUNTIME("ONNX Runtime"),
    GPU("the GPU's libraries");

    private final String title;

    Library(String title) {
        this.title = title;
    }

    /** As its project writes it. */
    String title() {
        return title;
    }

    /** {@code libtorch}. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
