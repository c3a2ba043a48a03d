package io.channelwise.data;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One pass over a dataset, to be iterated once. As many batches as there are workers, and one more, are in the making
 * or wait; closing, or taking the last batch, ends the workers.
 *
 * <p>An image that cannot be read throws its {@link DataException} where its batch would be taken.
 */
public final class Epoch implements Iterable<Batch>, AutoCloseable {

    /** Makes the batch with a number, on a worker's thread; none where it is left out. */
    interface BatchSource {
        Optional<Batch> batch(int number) throws InterruptedException;
    }

    private static final AtomicInteger THREADS = new AtomicInteger();

    private final int batches;
    private final BatchSource source;
    private final ExecutorService workers;
    private final Deque<Future<Optional<Batch>>> ahead = new ArrayDeque<>();
    private int submitted;
    private boolean started;

    Epoch(int batches, int workers, BatchSource source) {
        this.batches = batches;
        this.source = source;
        this.workers = Executors.newFixedThreadPool(workers, threads());
        for (int i = 0; i <= workers; i++) {
            submitNext();
        }
    }

    private static ThreadFactory threads() {
        return work -> {
            Thread thread = new Thread(work, "channelwise-loader-" + THREADS.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    private void submitNext() {
        if (submitted < batches) {
            int number = submitted++;
            ahead.add(workers.submit(() -> source.batch(number)));
        }
    }

    /** @throws IllegalStateException when asked for a second time */
    @Override
    public Iterator<Batch> iterator() {
        if (started) {
            throw new IllegalStateException("an epoch is iterated once; ask the loader for another");
        }
        started = true;
        return new Batches();
    }

    /** Looks one batch ahead, as those to come may all be left out. */
    private final class Batches implements Iterator<Batch> {
        private Optional<Batch> next = Optional.empty();

        @Override
        public boolean hasNext() {
            while (next.isEmpty() && !ahead.isEmpty()) {
                next = take(ahead.poll());
            }
            return next.isPresent();
        }

        @Override
        public Batch next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            Batch batch = next.get();
            next = Optional.empty();
            return batch;
        }
    }

    private Optional<Batch> take(Future<Optional<Batch>> future) {
        try {
            Optional<Batch> batch = future.get();
            submitNext();
            if (ahead.isEmpty()) {
                close();
            }
            return batch;
        } catch (ExecutionException e) {
            close();
            throw unchecked(e.getCause());
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw new DataException("interrupted while waiting for a batch", e);
        }
    }

    private static RuntimeException unchecked(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        return failure instanceof RuntimeException known ? known : new DataException(failure.getMessage(), failure);
    }

    /** Ends the workers, each after the image it is at, and waits for them. */
    @Override
    public void close() {
        ahead.clear();
        workers.shutdownNow();
        boolean interrupted = false;
        while (true) {
            try {
                if (workers.awaitTermination(1, TimeUnit.MINUTES)) {
                    break;
                }
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
