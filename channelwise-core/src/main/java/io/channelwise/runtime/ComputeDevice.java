package io.channelwise.runtime;

import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.pytorch.Context;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;

/**
 * Where tensors live and operations run.
 *
 * @param type CPU or CUDA
 * @param reason why it is this one, where the user left it open and a GPU is there that cannot be used; else empty
 */
public record ComputeDevice(DeviceType type, String reason) {

    /** The processor. */
    public static final ComputeDevice CPU = new ComputeDevice(DeviceType.CPU, "");

    private static final Path NVIDIA_DRIVER = Path.of("/proc/driver/nvidia/version");

    /**
     * What is known of a GPU.
     *
     * @param present whether the system has an NVIDIA driver loaded
     * @param compiled whether libtorch's natives hold CUDA kernels
     * @param fault what libtorch said when it tried to compute on the GPU; empty if it could
     */
    record Gpu(boolean present, boolean compiled, String fault) {

        boolean isUsable() {
            return compiled && fault.isEmpty();
        }

        /** Why it cannot be used; empty where it can, or where there is none that anybody would miss. */
        String complaint() {
            if (isUsable() || (!present && !compiled)) {
                return "";
            } else if (!compiled) {
                return "a GPU is there, but this build computes on the CPU alone; build with the Maven profile cuda";
            } else if (!present) {
                return "this build could compute on a GPU, but no NVIDIA driver is loaded";
            }
            return "a GPU is there, but libtorch cannot compute on it: " + fault;
        }
    }

    /**
     * The device of a word: {@code cpu}, {@code cuda}, or {@code auto} for the GPU if there is one that works.
     *
     * @throws IllegalArgumentException if it is another word, or {@code cuda} and no GPU works
     */
    public static ComputeDevice of(String word) {
        Engine.start();
        return word.equals("cpu") ? CPU : choose(word, probe());
    }

    static ComputeDevice choose(String word, Gpu gpu) {
        return switch (word) {
            case "cpu" -> CPU;
            case "auto" -> gpu.isUsable() ? cuda() : new ComputeDevice(DeviceType.CPU, gpu.complaint());
            case "cuda" -> requireUsable(gpu);
            default -> throw new IllegalArgumentException("device: " + word + "; allowed: auto, cpu, cuda");
        };
    }

    private static ComputeDevice requireUsable(Gpu gpu) {
        if (!gpu.isUsable()) {
            String why = gpu.complaint().isEmpty() ? "this machine has no NVIDIA GPU" : gpu.complaint();
            throw new IllegalArgumentException("device: cuda; " + why);
        }
        return cuda();
    }

    private static ComputeDevice cuda() {
        return new ComputeDevice(DeviceType.CUDA, "");
    }

    private static Gpu probe() {
        boolean compiled = Context.hasCUDA();
        return new Gpu(Files.exists(NVIDIA_DRIVER), compiled, compiled ? fault() : "");
    }

    /** A driver that is too old, or a GPU that others have filled, shows only when something is computed. */
    private static String fault() {
        try (Scope scope = new Scope()) {
            Tensor one = Tensors.of(new float[] {1}, 1).to(new Device(DeviceType.CUDA), torch.ScalarType.Float);
            return Tensors.item(one.add(one)) == 2 ? "" : "it computes 1 + 1 wrongly";
        } catch (RuntimeException e) {
            return String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given");
        }
    }

    /** Whether it is the processor. */
    public boolean isCpu() {
        return type == DeviceType.CPU;
    }

    /** As libtorch names it. */
    public Device device() {
        return new Device(type);
    }

    /** {@code cpu} or {@code cuda}. */
    @Override
    public String toString() {
        return type == DeviceType.CUDA ? "cuda" : "cpu";
    }
}
