package io.channelwise.diagnosis;

import io.channelwise.runtime.CudaLibraries;
import java.util.List;
import java.util.function.Predicate;

/**
 * NVIDIA's libraries that libtorch's natives with CUDA kernels are linked against, {@link CudaLibraries#NEEDED}, by name.
 *
 * @param found those that are loaded, or that the system's loader finds
 * @param missing those that it does not find
 */
public record FoundLibraries(List<String> found, List<String> missing) {

    /** Loads each of them, which is for the child process. */
    static FoundLibraries loaded() {
        return of(CudaLibraries::isFound);
    }

    static FoundLibraries of(Predicate<String> isThere) {
        return new FoundLibraries(
                CudaLibraries.NEEDED.stream().filter(isThere).toList(),
                CudaLibraries.NEEDED.stream().filter(isThere.negate()).toList());
    }
}
