package io.channelwise.weights;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A response's body, piece by piece; waiting for one has an end. At most two pieces are in memory. */
final class BodyPieces implements Flow.Subscriber<List<ByteBuffer>>, AutoCloseable {

    private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
    private Flow.Subscription subscription;
    private boolean closed;

    private record Signal(List<ByteBuffer> piece, Throwable failure) {}

    private BodyPieces() {}

    static BodyPieces of(Flow.Publisher<List<ByteBuffer>> body) {
        BodyPieces pieces = new BodyPieces();
        body.subscribe(pieces);
        return pieces;
    }

    /** The next piece; empty at the end. */
    Optional<List<ByteBuffer>> next(Duration patience) throws IOException {
        Signal signal = poll(patience);
        if (signal == null) {
            throw DownloadFailure.passing("no byte came for " + text(patience), null);
        }
        if (signal.failure != null) {
            throw DownloadFailure.passing("the connection broke: " + signal.failure.getMessage(), signal.failure);
        }
        if (signal.piece != null) {
            more();
        }
        return Optional.ofNullable(signal.piece);
    }

    private Signal poll(Duration patience) throws InterruptedIOException {
        try {
            return signals.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the download was interrupted");
        }
    }

    private static String text(Duration patience) {
        return patience.toMillis() < 1000 ? patience.toMillis() + " ms" : patience.toSeconds() + " s";
    }

    private synchronized void more() {
        subscription.request(1);
    }

    @Override
    public synchronized void onSubscribe(Flow.Subscription given) {
        subscription = given;
        if (closed) {
            given.cancel();
        } else {
            given.request(1);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> piece) {
        signals.add(new Signal(piece, null));
    }

    @Override
    public void onError(Throwable failure) {
        signals.add(new Signal(null, failure));
    }

    @Override
    public void onComplete() {
        signals.add(new Signal(null, null));
    }

    /** Ends the connection, where the body has not ended yet. */
    @Override
    public synchronized void close() {
        closed = true;
        if (subscription != null) {
            subscription.cancel();
        }
    }
}
