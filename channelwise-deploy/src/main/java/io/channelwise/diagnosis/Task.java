package io.channelwise.diagnosis;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.channelwise.inference.MemoryLayout;

/** What a child process is asked to do; its answer is a JSON value, or a fault. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "task")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Task.Facts.class, name = "facts"),
    @JsonSubTypes.Type(value = Task.Shapes.class, name = "shapes"),
    @JsonSubTypes.Type(value = Task.Trial.class, name = "trial"),
    @JsonSubTypes.Type(value = Task.Export.class, name = "export")
})
public sealed interface Task {

    /** What it is, for people. */
    String words();

    /** To load a library and tell about it. */
    record Facts(Library library) implements Task {
        @Override
        public String words() {
            return "loading " + library.title();
        }
    }

    /** To list the shapes of a network's layers. */
    record Shapes(String model) implements Task {
        @Override
        public String words() {
            return "listing the layers of " + model;
        }
    }

    /** To compute a layer in a memory layout and compare it with float64. */
    record Trial(LayerShape shape, MemoryLayout layout) implements Task {
        @Override
        public String words() {
            return shape.words() + ", " + layout;
        }
    }

    /** To compute an exported network with ONNX Runtime and compare it with libtorch. */
    record Export(String model) implements Task {
        @Override
        public String words() {
            return model + " in ONNX Runtime";
        }
    }
}
