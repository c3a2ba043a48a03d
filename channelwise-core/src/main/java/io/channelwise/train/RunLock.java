package io.channelwise.train;

import io.channelwise.runtime.IoReasons;
import io.channelwise.runtime.ProcessLock;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/**
 * The right to write into a run's folder, which one session has at a time: another would delete the files that it is just
 * writing. A session that is killed leaves the file {@code .lock} but not the right.
 */
final class RunLock implements AutoCloseable {

    static final String FILE = ".lock";

    private static final Path HOST = Path.of("/proc/sys/kernel/hostname");
    private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    private final Optional<ProcessLock> lock;

    private RunLock(Optional<ProcessLock> lock) {
        this.lock = lock;
    }

    /**
     * Takes it for this session.
     *
     * @throws TrainingException that names the process which has it, or if the folder cannot be written
     */
    static RunLock take(Path run) {
        Path file = run.resolve(FILE);
        try {
            Optional<ProcessLock> lock = ProcessLock.tryTake(file);
            if (lock.isEmpty()) {
                throw new TrainingException(run + " is being trained by " + holder(file)
                        + "; wait until that has ended, or end it, and then go on with --resume " + run);
            }
            lock.get().note(note());
            return new RunLock(lock);
        } catch (IOException e) {
            if (hasNoLocks(e)) {
                return new RunLock(Optional.empty());
            }
            throw new TrainingException(run + " cannot be trained into: " + IoReasons.of(e), e);
        }
    }

    /** The file is there and can be written; some network file systems know no locks, and runs there go without. */
    private static boolean hasNoLocks(IOException e) {
        return !(e instanceof FileSystemException);
    }

    private static String holder(Path file) throws IOException {
        String note = ProcessLock.noteIn(file).strip();
        return note.isEmpty() ? "this process" : note;
    }

    private static String note() {
        return "process " + ProcessHandle.current().pid() + host() + ", since " + SECOND.format(LocalDateTime.now())
                + "\n";
    }

    /** Java would ask the network for it. */
    private static String host() {
        try {
            return " on " + Files.readString(HOST).strip();
        } catch (IOException notLinux) {
            String name = System.getenv("COMPUTERNAME");
            return name == null ? "" : " on " + name;
        }
    }

    @Override
    public void close() {
        try {
            if (lock.isPresent()) {
                lock.get().close();
            }
        } catch (IOException e) {
            // The system gives it back when the process ends.
            return;
        }
    }
}
