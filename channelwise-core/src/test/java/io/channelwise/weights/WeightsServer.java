package io.channelwise.weights;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A server on this machine that misbehaves as told. */
final class WeightsServer implements AutoCloseable {

    static final String ETAG = "\"version-1\"";

    final List<String> requests = new CopyOnWriteArrayList<>();
    final List<String> ranges = new CopyOnWriteArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    WeightsServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.start();
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    void serve(String path, HttpHandler handler) {
        server.createContext(path, exchange -> {
            requests.add(exchange.getRequestURI().toString());
            String range = exchange.getRequestHeaders().getFirst("Range");
            ranges.add(range == null ? "" : range);
            try (exchange) {
                handler.handle(exchange);
            }
        });
    }

    void file(String path, byte[] content) {
        serve(path, exchange -> {
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content);
        });
    }

    void status(String path, int status) {
        serve(path, exchange -> exchange.sendResponseHeaders(status, -1));
    }

    void redirect(String path, String location) {
        serve(path, exchange -> {
            exchange.getResponseHeaders().set("Location", location);
            exchange.sendResponseHeaders(302, -1);
        });
    }

    /** Ranges are honoured for the current version. */
    void continues(String path, byte[] content) {
        serve(path, exchange -> answer(exchange, content, false));
    }

    /** Ranges are honoured for the current version; the first answer breaks in the middle. */
    void breaksOnce(String path, byte[] content) {
        AtomicInteger answers = new AtomicInteger();
        serve(path, exchange -> answer(exchange, content, answers.getAndIncrement() == 0));
    }

    private static void answer(HttpExchange exchange, byte[] content, boolean breaks) throws IOException {
        exchange.getResponseHeaders().set("ETag", ETAG);
        int from = from(exchange);
        if (from > 0) {
            exchange.getResponseHeaders()
                    .set("Content-Range", "bytes " + from + "-" + (content.length - 1) + "/" + content.length);
        }
        exchange.sendResponseHeaders(from > 0 ? 206 : 200, content.length - from);
        int to = breaks ? content.length / 2 : content.length;
        exchange.getResponseBody().write(content, from, to - from);
        exchange.getResponseBody().flush();
    }

    private static int from(HttpExchange exchange) {
        String range = exchange.getRequestHeaders().getFirst("Range");
        boolean current = ETAG.equals(exchange.getRequestHeaders().getFirst("If-Range"));
        return range == null || !current ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
    }

    /** The first answer stops in the middle without an end; later ones are whole and honour ranges. */
    void stallsOnce(String path, byte[] content) {
        AtomicInteger answers = new AtomicInteger();
        serve(path, exchange -> {
            if (answers.getAndIncrement() > 0) {
                answer(exchange, content, false);
                return;
            }
            exchange.getResponseHeaders().set("ETag", ETAG);
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(Arrays.copyOf(content, content.length / 2));
            exchange.getResponseBody().flush();
            awaitEnd();
        });
    }

    /** Holds an answer back until the server ends. */
    void awaitEnd() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        end.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
