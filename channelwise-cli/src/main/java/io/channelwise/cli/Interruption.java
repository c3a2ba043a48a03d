package io.channelwise.cli;

/** Says something when the process is asked to end (Ctrl-C, SIGTERM) before this is closed. */
final class Interruption implements AutoCloseable {

    private final Thread hook;

    Interruption(Runnable lastWords) {
        hook = new Thread(lastWords, "channelwise-last-words");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending already, and the hook speaks.
            return;
        }
    }
}
