package io.channelwise.train;

import java.nio.file.Path;

/** A process that is at a run until it is ended: FOLDER. It prints a word once it is. */
final class SessionProcess {

    private SessionProcess() {}

    public static void main(String[] arguments) throws Exception {
        try (RunLock lock = RunLock.take(Path.of(arguments[0]))) {
            System.out.println("training");
            System.in.read();
        }
    }
}
