package io.channelwise.weights;

import io.channelwise.weights.HttpGet.Answer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Fetches one file into its part, as often as it takes, going on where it broke; then holds it to its promises. */
final class Downloader {

    private static final int OK = 200;
    private static final int PARTIAL = 206;

    private final DownloadSettings settings;
    private final DownloadListener listener;
    private final HttpGet http;

    Downloader(DownloadSettings settings, DownloadListener listener) {
        this.settings = settings;
        this.listener = listener;
        this.http = new HttpGet(settings);
    }

    /** @throws DownloadFailure that says why the part is not the whole file */
    void fetch(RemoteFile file, PartFile part) throws IOException {
        for (int retry = 0; ; retry++) {
            try {
                fetchOnce(file, part);
                return;
            } catch (DownloadFailure e) {
                if (!e.isPassing() || retry == settings.retries()) {
                    throw e;
                }
                listener.retrying(file.uri(), e.getMessage());
                pause(retry);
            }
        }
    }

    private void pause(int retry) throws InterruptedIOException {
        try {
            Thread.sleep(settings.pauseBefore(retry).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the download was interrupted");
        }
    }

    private void fetchOnce(RemoteFile file, PartFile part) throws IOException {
        Optional<String> tag = part.tag();
        Map<String, String> headers = tag.isEmpty()
                ? Map.of()
                : Map.of("Range", "bytes=" + part.length() + "-", "If-Range", tag.orElseThrow());
        try (Answer answer = http.send(file.uri(), headers)) {
            requireContent(answer, part, tag.isPresent());
            boolean continued = answer.response().statusCode() == PARTIAL;
            long have = continued ? part.length() : 0;
            long total = continued ? continuedTotal(answer, part, tag.orElseThrow()) : lengthOf(answer);
            requireShort(total, file, part);
            listener.started(file.uri(), have, total);
            try (FileChannel channel = continued ? part.append() : part.begin(HttpWords.version(answer))) {
                copy(answer, channel, file, part);
            } finally {
                listener.stopped();
            }
            requireWhole(part, total);
            requireHash(file, part, answer.sha256(), continued);
        }
    }

    private static void requireContent(Answer answer, PartFile part, boolean asked) throws IOException {
        int status = answer.response().statusCode();
        if (status == 416 && asked) {
            part.discard();
            throw DownloadFailure.passing("cannot be taken up where it broke", null);
        }
        if (status != OK && !(status == PARTIAL && asked)) {
            throw HttpWords.refusal(status);
        }
        String encoding = answer.header("Content-Encoding").orElse("identity");
        if (!encoding.equalsIgnoreCase("identity")) {
            throw DownloadFailure.lasting("comes in the encoding " + encoding + ", which was not asked for");
        }
    }

    private static long lengthOf(Answer answer) {
        return answer.response().headers().firstValueAsLong("Content-Length").orElse(-1);
    }

    /** The whole length, after a look whether the answer really goes on where the part ends. */
    private static long continuedTotal(Answer answer, PartFile part, String tag) throws IOException {
        Optional<HttpWords.Range> range = answer.header("Content-Range").flatMap(HttpWords.Range::parse);
        boolean same = HttpWords.version(answer).map(tag::equals).orElse(true);
        if (!same || range.isEmpty() || range.get().start() != part.length()) {
            part.discard();
            throw DownloadFailure.passing("the server goes on with something else than was asked for", null);
        }
        long rest = lengthOf(answer);
        return range.get().total() >= 0 || rest < 0 ? range.get().total() : part.length() + rest;
    }

    private static void requireShort(long length, RemoteFile file, PartFile part) throws IOException {
        if (length > file.maxBytes()) {
            part.discard();
            throw DownloadFailure.lasting("is longer than the " + file.maxBytes() + " bytes that are taken");
        }
    }

    private void copy(Answer answer, FileChannel channel, RemoteFile file, PartFile part) throws IOException {
        long length = channel.size();
        Optional<List<ByteBuffer>> piece = answer.body().next(settings.stallTimeout());
        while (piece.isPresent()) {
            long bytes = piece.get().stream().mapToLong(ByteBuffer::remaining).sum();
            length += bytes;
            requireShort(length, file, part);
            for (ByteBuffer buffer : piece.get()) {
                AtomicFile.writeFully(channel, buffer);
            }
            listener.advanced(bytes);
            piece = answer.body().next(settings.stallTimeout());
        }
        channel.force(true);
    }

    private static void requireWhole(PartFile part, long total) throws IOException {
        if (total >= 0 && part.length() < total) {
            throw DownloadFailure.passing("ended after " + part.length() + " of " + total + " bytes", null);
        }
        if (total >= 0 && part.length() > total) {
            long length = part.length();
            part.discard();
            throw DownloadFailure.passing("came with " + length + " bytes instead of " + total, null);
        }
    }

    private static void requireHash(RemoteFile file, PartFile part, Optional<String> told, boolean continued)
            throws IOException {
        Optional<String> expected = file.sha256Prefix().or(() -> told);
        if (expected.isEmpty()) {
            return;
        }
        String found = part.sha256();
        if (!found.startsWith(expected.get())) {
            part.discard();
            String message = "its SHA-256 is " + found + "; expected " + expected.get()
                    + (expected.get().length() < found.length() ? "..." : "");
            throw continued ? DownloadFailure.passing(message, null) : DownloadFailure.lasting(message);
        }
    }
}
