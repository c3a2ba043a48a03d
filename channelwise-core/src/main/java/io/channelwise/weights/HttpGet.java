package io.channelwise.weights;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.channels.UnresolvedAddressException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/** One GET with its redirects. The proxy is Java's: {@code -Dhttps.proxyHost}. */
final class HttpGet {

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    private final DownloadSettings settings;
    private final HttpClient client;

    HttpGet(DownloadSettings settings) {
        this.settings = settings;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(settings.connectTimeout())
                .build();
    }

    /**
     * The answer at the end of the redirects.
     *
     * @param sha256 of the content, where a hop told it, as Hugging Face does
     */
    record Answer(HttpResponse<?> response, BodyPieces body, Optional<String> sha256) implements AutoCloseable {

        Optional<String> header(String name) {
            return response.headers().firstValue(name);
        }

        @Override
        public void close() {
            body.close();
        }
    }

    Answer send(URI start, Map<String, String> headers) throws IOException {
        URI uri = start;
        Optional<String> sha256 = Optional.empty();
        for (int hop = 0; hop <= settings.redirects(); hop++) {
            HttpResponse<Flow.Publisher<List<ByteBuffer>>> response = sendOnce(uri, headers);
            BodyPieces body = BodyPieces.of(response.body());
            Optional<String> linked = linkedHash(response);
            sha256 = linked.isPresent() ? linked : sha256;
            if (!isRedirect(response.statusCode())) {
                return new Answer(response, body, sha256);
            }
            body.close();
            uri = target(uri, response);
        }
        throw DownloadFailure.lasting("redirects more than " + settings.redirects() + " times");
    }

    private HttpResponse<Flow.Publisher<List<ByteBuffer>>> sendOnce(URI uri, Map<String, String> headers)
            throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).header("Accept-Encoding", "identity");
        headers.forEach(request::header);
        // A request's own timeout ends with the headers on some Java versions and with the body on others.
        CompletableFuture<HttpResponse<Flow.Publisher<List<ByteBuffer>>>> answer =
                client.sendAsync(request.build(), BodyHandlers.ofPublisher());
        try {
            long wait = settings.connectTimeout().plus(settings.stallTimeout()).toMillis();
            return answer.get(wait, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw DownloadFailure.passing(uri.getHost() + " does not answer", e);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the download was interrupted");
        } catch (ExecutionException e) {
            throw failure(uri, e.getCause());
        }
    }

    private static DownloadFailure failure(URI uri, Throwable cause) {
        if (cause instanceof HttpConnectTimeoutException) {
            return DownloadFailure.passing(uri.getHost() + " does not answer", cause);
        }
        if (cause instanceof ConnectException) {
            return isUnresolved(cause)
                    ? DownloadFailure.lasting("the host " + uri.getHost() + " is not found (no network?)")
                    : DownloadFailure.passing(uri.getHost() + " refuses the connection", cause);
        }
        return DownloadFailure.passing("the connection to " + uri.getHost() + " broke: " + cause.getMessage(), cause);
    }

    private static boolean isUnresolved(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvedAddressException) {
                return true;
            }
        }
        return false;
    }

    private static boolean isRedirect(int status) {
        return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
    }

    /** Hugging Face tells the SHA-256 of a large file where it redirects to its storage. */
    private static Optional<String> linkedHash(HttpResponse<?> response) {
        return response.headers()
                .firstValue("X-Linked-ETag")
                .map(tag -> tag.replace("\"", ""))
                .filter(tag -> SHA256.matcher(tag).matches());
    }

    private static URI target(URI from, HttpResponse<?> response) throws IOException {
        String location = response.headers()
                .firstValue("Location")
                .orElseThrow(() -> DownloadFailure.lasting("redirects without saying where"));
        URI to = resolve(from, location);
        boolean weaker = "https".equalsIgnoreCase(from.getScheme()) && !"https".equalsIgnoreCase(to.getScheme());
        if (weaker || RemoteFile.complaint(to) != null) {
            throw DownloadFailure.lasting("redirects to " + to.getScheme() + "://" + to.getHost()
                    + ", which is not followed; only https without a user name is");
        }
        return to;
    }

    private static URI resolve(URI from, String location) throws IOException {
        try {
            return from.resolve(location);
        } catch (IllegalArgumentException e) {
            throw DownloadFailure.lasting("redirects to what is no address");
        }
    }
}
