package io.channelwise.cli;

import io.channelwise.runtime.ComputeDevice;
import java.io.PrintWriter;
import picocli.CommandLine.Option;

/** {@code --device} of commands that compute with a trained network. */
final class DeviceOption {

    @Option(
            names = "--device",
            paramLabel = "NAME",
            defaultValue = "auto",
            description = "auto, cpu or cuda; auto takes a GPU if one can be used. Default: auto.")
    private DeviceName device;

    /**
     * Where to compute; says on stderr why a GPU that is there is not taken.
     *
     * @throws IllegalArgumentException if it is to be a GPU and none can be used
     */
    ComputeDevice device(PrintWriter err) {
        return tellReason(ComputeDevice.of(device.word()), err);
    }

    static ComputeDevice tellReason(ComputeDevice device, PrintWriter err) {
        if (!device.reason().isEmpty()) {
            err.println("computing on the " + device + ": " + device.reason());
        }
        return device;
    }
}
