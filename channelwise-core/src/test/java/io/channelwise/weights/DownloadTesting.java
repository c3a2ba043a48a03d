package io.channelwise.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A server that misbehaves, a cache that has little patience, and what was heard of its downloads. */
abstract class DownloadTesting {

    static final byte[] CONTENT = content();
    static final String HASH = sha256(CONTENT);
    static final String NAMED = "/net-" + HASH.substring(0, 12) + ".pth";
    static final DownloadSettings QUICK =
            new DownloadSettings(Duration.ofSeconds(5), Duration.ofSeconds(5), 2, Duration.ofMillis(1), 4);

    @TempDir
    Path folder;

    final List<String> heard = new ArrayList<>();
    WeightsServer server;

    @BeforeEach
    void start() throws IOException {
        server = new WeightsServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    AbstractThrowableAssert<?, ?> assertRefused(String path, long maxBytes) throws IOException {
        AbstractThrowableAssert<?, ?> refusal =
                assertThatThrownBy(() -> cache().get(file(path, maxBytes))).isInstanceOf(WeightsException.class);
        assertThat(names()).doesNotContain(path.substring(1));
        return refusal;
    }

    Path fetch(String path) {
        return cache().get(file(path, 1 << 20));
    }

    RemoteFile file(String path, long maxBytes) {
        return new RemoteFile(server.uri(path), maxBytes, file -> {});
    }

    static DownloadSettings stallingAfter(int millis) {
        return new DownloadSettings(Duration.ofSeconds(5), Duration.ofMillis(millis), 2, Duration.ofMillis(1), 4);
    }

    WeightsCache cache() {
        return WeightsCache.in(folder).with(QUICK).with(new DownloadListener() {
            @Override
            public void started(URI uri, long done, long total) {
                heard.add("started " + done + " of " + total);
            }

            @Override
            public void stopped() {
                heard.add("stopped");
            }

            @Override
            public void retrying(URI uri, String reason) {
                heard.add("retrying: " + reason);
            }
        });
    }

    void putPart(String path, byte[] bytes, String tag) throws IOException {
        Path place = folder.resolve(server.uri("/").getAuthority().replace(':', '_'));
        Files.createDirectories(place);
        Files.write(place.resolve(path.substring(1) + ".part"), bytes);
        Files.writeString(place.resolve(path.substring(1) + ".part.tag"), tag);
    }

    List<String> names() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .toList();
        }
    }

    static byte[] content() {
        byte[] bytes = new byte[50_000];
        new Random(1).nextBytes(bytes);
        return bytes;
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
