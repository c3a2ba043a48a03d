package io.channelwise.runtime;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * One holder at a time among the threads and processes of a machine, and of several machines where their file system
 * knows such locks. The system takes the lock from a process that ends, however it ends. The file stays: whoever deletes
 * it lets two in.
 *
 * <p>A file's lock counts for a whole process, which loses it by closing the file anywhere; so a lock in memory stands
 * before it.
 */
public final class ProcessLock implements AutoCloseable {

    private static final Map<Path, Semaphore> HERE = new ConcurrentHashMap<>();

    /** What is locked is a byte far behind the note: on Windows nobody else could read what is locked. */
    private static final long LOCKED_BYTE = 1L << 30;

    private static final int LONGEST_NOTE = 500;

    private final Semaphore here;
    private final FileChannel channel;

    private ProcessLock(Semaphore here, FileChannel channel) {
        this.here = here;
        this.channel = channel;
    }

    /**
     * Waits as long as another holds it.
     *
     * @param file made where it is missing; its folder must exist
     * @param waiting called once before a wait
     */
    public static ProcessLock take(Path file, Runnable waiting) throws IOException {
        return take(file, false, waiting);
    }

    /** Waits as long as another process holds it alone; several processes may share it, one thread of each. */
    static ProcessLock share(Path file) throws IOException {
        return take(file, true, () -> {});
    }

    private static ProcessLock take(Path file, boolean shared, Runnable waiting) throws IOException {
        Semaphore here = here(file);
        boolean waited = !here.tryAcquire();
        if (waited) {
            waiting.run();
            acquire(here);
        }
        return locked(file, here, shared, waited ? () -> {} : waiting).orElseThrow();
    }

    /**
     * Takes it unless another holds it, a thread of this process included.
     *
     * @return empty if another does
     */
    public static Optional<ProcessLock> tryTake(Path file) throws IOException {
        Semaphore here = here(file);
        return here.tryAcquire() ? locked(file, here, false, null) : Optional.empty();
    }

    private static Semaphore here(Path file) {
        return HERE.computeIfAbsent(file.toAbsolutePath().normalize(), f -> new Semaphore(1));
    }

    private static void acquire(Semaphore here) throws InterruptedIOException {
        try {
            here.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the wait for another holder of a lock was interrupted");
        }
    }

    /** @param waiting null if nobody is to be waited for */
    private static Optional<ProcessLock> locked(Path file, Semaphore here, boolean shared, Runnable waiting)
            throws IOException {
        FileChannel channel = null;
        boolean held = false;
        try {
            channel = FileChannel.open(
                    file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
            held = lock(channel, shared, waiting);
            return held ? Optional.of(new ProcessLock(here, channel)) : Optional.empty();
        } finally {
            if (!held) {
                here.release();
                if (channel != null) {
                    channel.close();
                }
            }
        }
    }

    private static boolean lock(FileChannel channel, boolean shared, Runnable waiting) throws IOException {
        FileLock lock = channel.tryLock(LOCKED_BYTE, 1, shared);
        if (lock == null && waiting != null) {
            waiting.run();
            lock = channel.lock(LOCKED_BYTE, 1, shared);
        }
        return lock != null;
    }

    /** Writes for others who holds it, in a line. */
    public void note(String line) throws IOException {
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)), 0);
    }

    /** What its holder has noted; empty if that is this process or there is no note. */
    public static String noteIn(Path file) throws IOException {
        Semaphore here = here(file);
        if (!here.tryAcquire()) {
            return "";
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer bytes = ByteBuffer.allocate(LONGEST_NOTE);
            channel.read(bytes, 0);
            return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
        } finally {
            here.release();
        }
    }

    /** Closing the channel gives its lock back. */
    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            here.release();
        }
    }
}
