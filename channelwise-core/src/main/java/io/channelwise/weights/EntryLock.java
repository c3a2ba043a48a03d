package io.channelwise.weights;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One holder at a time among the threads and processes of a machine. A file's lock counts for a whole process, so a lock
 * in memory stands before it. The file stays: whoever deletes it lets two in.
 */
final class EntryLock implements AutoCloseable {

    private static final Map<Path, ReentrantLock> HERE = new ConcurrentHashMap<>();

    private final ReentrantLock here;
    private final FileChannel channel;

    private EntryLock(ReentrantLock here, FileChannel channel) {
        this.here = here;
        this.channel = channel;
    }

    /**
     * Waits as long as another holds it.
     *
     * @param waiting called once before a wait
     */
    static EntryLock take(Path file, Runnable waiting) throws IOException {
        ReentrantLock here = HERE.computeIfAbsent(file.toAbsolutePath().normalize(), f -> new ReentrantLock());
        boolean waited = !here.tryLock();
        if (waited) {
            waiting.run();
            lock(here);
        }
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
            return new EntryLock(here, locked(channel, waited ? () -> {} : waiting));
        } catch (IOException | RuntimeException e) {
            here.unlock();
            throw e;
        }
    }

    private static void lock(ReentrantLock here) throws InterruptedIOException {
        try {
            here.lockInterruptibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the wait for another download was interrupted");
        }
    }

    private static FileChannel locked(FileChannel channel, Runnable waiting) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            if (lock == null) {
                waiting.run();
                channel.lock();
            }
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Closing the channel gives its lock back. */
    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            here.unlock();
        }
    }
}
