package io.channelwise.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Says something when the process is asked to end (Ctrl-C, SIGTERM) before this is closed, and waits until the work in
 * hand has stopped: operations that still run while libtorch is torn down would crash the process.
 */
final class Interruption implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 10;

    /** Ends the work from within, at a moment when no operation runs. */
    @SuppressWarnings("serial")
    static final class Stopped extends RuntimeException {}

    private final CountDownLatch workStopped = new CountDownLatch(1);
    private final Thread hook;

    /** The action says the last words and makes the work throw {@link Stopped} soon. */
    Interruption(Runnable stop) {
        hook = new Thread(() -> stopAndWait(stop), "channelwise-last-words");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void stopAndWait(Runnable stop) {
        stop.run();
        try {
            workStopped.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        workStopped.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending already, and the hook speaks.
            return;
        }
    }
}
