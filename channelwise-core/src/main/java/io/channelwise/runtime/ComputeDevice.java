package io.channelwise.runtime;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

    /** Of Linux itself, of containers, and of Linux on Windows. */
    private static final List<Path> NVIDIA_DRIVER =
            List.of(Path.of("/proc/driver/nvidia/version"), Path.of("/dev/nvidiactl"), Path.of("/usr/lib/wsl/lib"));

    /**
     * What is known of a GPU.
     *
     * @param present whether the system has an NVIDIA driver loaded
     * @param compiled whether the build holds CUDA kernels
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
                return "a GPU is there, but this build computes on the CPU alone; build with the Maven profile cuda:"
                        + " CHANNELWISE_PROFILE=cuda ./channelwise ...";
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
        boolean found = Context.hasCUDA();
        boolean compiled = found || CudaLibraries.areKernelsHere();
        String fault = found ? fault() : whyNotFound(compiled);
        return new Gpu(NVIDIA_DRIVER.stream().anyMatch(Files::exists), compiled, fault);
    }

    /** Kernels whose libraries are missing have not been loaded; those that have been ask the driver for a GPU. */
    private static String whyNotFound(boolean compiled) {
        List<String> missing = compiled ? CudaLibraries.missing() : List.of();
        if (!missing.isEmpty()) {
            return CudaLibraries.complaint(missing);
        }
        return compiled
                ? "it finds none; CUDA 13 needs a driver of version 580 or later, and CUDA_VISIBLE_DEVICES may"
                        + " hide GPUs"
                : "";
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
