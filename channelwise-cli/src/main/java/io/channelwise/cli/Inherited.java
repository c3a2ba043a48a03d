package io.channelwise.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InaccessibleObjectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;

/** Files that the launcher has opened for this process, besides stdin, stdout and stderr. */
final class Inherited {

    /** The bits of a file's mode that say its kind. */
    private static final int KIND = 0xF000;

    private static final int PIPE = 0x1000;
    private static final int SOCKET = 0xC000;

    private Inherited() {}

    /**
     * The file whose number the property tells; empty where it tells none, or where that number is not of a file as
     * expected, which another process may have opened or closed.
     */
    static Optional<FileOutputStream> file(String property, Predicate<Integer> expected) {
        Integer number = Integer.getInteger(property);
        if (number == null || !expected.test(number)) {
            return Optional.empty();
        }
        try {
            Constructor<FileDescriptor> ofNumber = FileDescriptor.class.getDeclaredConstructor(int.class);
            ofNumber.setAccessible(true);
            return Optional.of(new FileOutputStream(ofNumber.newInstance(number)));
        } catch (ReflectiveOperationException | InaccessibleObjectException notOpenedToUs) {
            return Optional.empty();
        }
    }

    static boolean isPipe(int number) {
        return kind(number) == PIPE;
    }

    /** Whether whoever reads it may go away. */
    static boolean hasReader(int number) {
        return isPipe(number) || kind(number) == SOCKET;
    }

    /** Whether both are the same file. */
    static boolean areSame(int first, int second) {
        try {
            return Files.getAttribute(path(first), "unix:dev").equals(Files.getAttribute(path(second), "unix:dev"))
                    && Files.getAttribute(path(first), "unix:ino").equals(Files.getAttribute(path(second), "unix:ino"));
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException unknown) {
            return false;
        }
    }

    private static int kind(int number) {
        try {
            return (Integer) Files.getAttribute(path(number), "unix:mode") & KIND;
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException unknown) {
            return 0;
        }
    }

    private static Path path(int number) {
        return Path.of("/dev/fd", String.valueOf(number));
    }
}
