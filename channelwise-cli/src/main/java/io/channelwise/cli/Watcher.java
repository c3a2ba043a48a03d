package io.channelwise.cli;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The launcher's process that waits beside this one, to say what happened where this one no longer can: when it is killed,
 * or crashes in native code. It is told that this one has begun, how the user goes on after an interruption, and that
 * this one ends in order.
 */
final class Watcher {

    private static final Optional<FileOutputStream> PIPE = Inherited.file("channelwise.watcher", Inherited::isPipe);

    private Watcher() {}

    /** Says that the program has begun, and when it ends that it did. */
    static void begin() {
        if (PIPE.isPresent()) {
            tell("begun");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> tell("ended"), "channelwise-end"));
        }
    }

    /** From now on the user can go on with this command. */
    static void resume(String command) {
        if (command.lines().count() == 1) {
            tell("resume " + command);
        }
    }

    private static void tell(String line) {
        PIPE.ifPresent(pipe -> write(pipe, line));
    }

    /** Nobody minds where there is no watcher any more. */
    private static void write(FileOutputStream pipe, String line) {
        try {
            pipe.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException watcherHasGone) {
            return;
        }
    }
}
