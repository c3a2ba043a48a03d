package io.channelwise.benchmarks;

import io.channelwise.data.Image;
import io.channelwise.data.ImageDecoder;
import io.channelwise.deploy.Predictor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Predictions by several threads at once. */
final class CallWorker implements Protocol.Steps {

    private static final int TOP = 5;

    /** What a caller calls. */
    enum Call {
        /** Our predictor, given the bytes of a JPEG. */
        FILE,
        /** Our predictor, given a decoded image. */
        IMAGE,
        /** ONNX Runtime, given the network's input. */
        SESSION
    }

    private final Runnable call;
    private final int callers;
    private final ExecutorService threads;

    private CallWorker(Runnable call, int callers) {
        this.call = call;
        this.callers = callers;
        threads = Executors.newFixedThreadPool(callers);
    }

    /** Takes a {@link Call}, the folder of {@link PredictorFiles} and, last, the words of {@link CallContest#arguments}. */
    public static void main(String[] words) throws IOException {
        CallContest contest = CallContest.parse(words);
        PredictorFiles files = new PredictorFiles(Path.of(words[1]));
        Protocol.serve(new CallWorker(call(Call.valueOf(words[0]), files), contest.callers()));
    }

    private static Runnable call(Call what, PredictorFiles files) throws IOException {
        if (what == Call.SESSION) {
            return new RawSession(files.graph(), 1, PredictorFiles.SIZE)::run;
        }
        Predictor predictor = Predictor.open(files.graph());
        byte[] jpeg = Files.readAllBytes(files.photo());
        Image image = ImageDecoder.read(files.photo());
        return what == Call.FILE
                ? () -> predictor.classify(jpeg, "photo.jpg", TOP)
                : () -> predictor.classify(image, TOP);
    }

    /** All callers take from the same number of calls, so that none waits long for the last. */
    @Override
    public double[] make(int count) {
        AtomicInteger left = new AtomicInteger(count);
        long start = System.nanoTime();
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
            running.add(threads.submit(() -> callWhile(left)));
        }
        running.forEach(CallWorker::await);
        return new double[] {(System.nanoTime() - start) / 1e6 / count};
    }

    private void callWhile(AtomicInteger left) {
        while (left.getAndDecrement() > 0) {
            call.run();
        }
    }

    private static void await(Future<?> future) {
        try {
            future.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
