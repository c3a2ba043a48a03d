package io.channelwise.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DownloaderTest extends DownloadTesting {

    @Test
    void followsRedirects() {
        server.redirect("/a", "/b");
        server.redirect("/b", server.uri(NAMED).toString());
        server.file(NAMED, CONTENT);

        assertThat(fetch("/a")).hasBinaryContent(CONTENT).hasFileName("a");
    }

    @Test
    void endsARedirectLoop() throws IOException {
        server.redirect("/a", "/a");

        assertRefused("/a", 1 << 20).hasMessageContaining("redirects more than 4 times");
        assertThat(server.requests).hasSize(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://example.org/x", "ftp://example.org/x", "https://me:secret@example.org/x", "::"})
    void refusesToBeLedAstray(String location) throws IOException {
        server.redirect("/a", location);

        assertRefused("/a", 1 << 20).hasMessageContaining("redirects to").hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @CsvSource({
        "404, 1, the server does not have it (HTTP 404): check the name",
        "403, 1, the server refuses it (HTTP 403): check the name",
        "401, 1, the server refuses it (HTTP 401): check the name",
        "503, 3, the server has trouble (HTTP 503): try again later",
        "429, 3, the server asks to wait (HTTP 429): try again later",
        "418, 1, the server does not send it (HTTP 418)"
    })
    void saysWhatAStatusMeans(int status, int requests, String message) throws IOException {
        server.status("/a", status);

        assertRefused("/a", 1 << 20).hasMessageContaining(message).hasMessageStartingWith(server.uri("/a") + ": ");
        assertThat(server.requests).hasSize(requests);
    }

    @Test
    void refusesOtherBytesThanTheNamePromises() throws IOException {
        byte[] other = CONTENT.clone();
        other[500] ^= 1;
        server.file(NAMED, other);

        assertRefused(NAMED, 1 << 20)
                .hasMessageContaining("its SHA-256 is " + sha256(other) + "; expected " + HASH.substring(0, 12));
        assertThat(names()).containsExactly(NAMED.substring(1) + ".lock");
        assertThat(server.requests).hasSize(1);
    }

    @Test
    void refusesOtherBytesThanTheHubPromises() throws IOException {
        server.serve("/a", exchange -> {
            exchange.getResponseHeaders().set("X-Linked-ETag", "\"" + HASH + "\"");
            exchange.getResponseHeaders().set("Location", "/b");
            exchange.sendResponseHeaders(302, -1);
        });
        server.file("/b", new byte[CONTENT.length]);

        assertRefused("/a", 1 << 20).hasMessageEndingWith("expected " + HASH);
    }

    @Test
    void takesADateForNoHash() {
        server.file("/net-20240131.pth", CONTENT);

        assertThat(fetch("/net-20240131.pth")).hasBinaryContent(CONTENT);
    }

    @Test
    void goesOnAfterABreak() {
        server.breaksOnce(NAMED, CONTENT);

        assertThat(fetch(NAMED)).hasBinaryContent(CONTENT);
        assertThat(server.ranges).containsExactly("", "bytes=" + CONTENT.length / 2 + "-");
        assertThat(heard).contains("started " + CONTENT.length / 2 + " of " + CONTENT.length);
    }

    @Test
    void goesOnAfterAStall() {
        server.stallsOnce(NAMED, CONTENT);

        assertThat(cache().with(stallingAfter(200)).get(file(NAMED, 1 << 20))).hasBinaryContent(CONTENT);
        assertThat(server.ranges).containsExactly("", "bytes=" + CONTENT.length / 2 + "-");
        assertThat(heard).contains("retrying: no byte came for 200 ms");
    }

    @Test
    void givesUpOnAServerThatNeverAnswers() {
        server.serve("/a", exchange -> server.awaitEnd());
        DownloadSettings once =
                new DownloadSettings(Duration.ofMillis(100), Duration.ofMillis(100), 0, Duration.ZERO, 0);

        assertThatThrownBy(() -> cache().with(once).get(file("/a", 1 << 20)))
                .hasMessageContaining("127.0.0.1 does not answer");
    }

    @Test
    void startsAnewWhereRangesAreIgnored() {
        boolean[] broken = {false};
        server.serve("/a", exchange -> {
            exchange.getResponseHeaders().set("ETag", WeightsServer.ETAG);
            exchange.sendResponseHeaders(200, CONTENT.length);
            exchange.getResponseBody().write(CONTENT, 0, broken[0] ? CONTENT.length : 10);
            broken[0] = true;
        });

        assertThat(fetch("/a")).hasBinaryContent(CONTENT);
        assertThat(server.ranges).containsExactly("", "bytes=10-");
    }

    @Test
    void startsAnewWhereThePartIsOfAnotherVersion() throws IOException {
        server.breaksOnce(NAMED, CONTENT);
        putPart(NAMED, new byte[100], "\"version-0\"");

        assertThat(fetch(NAMED)).hasBinaryContent(CONTENT);
        assertThat(server.ranges).first().isEqualTo("bytes=100-");
    }

    @Test
    void startsAnewWhereTheContinuedFileHasAnotherHash() throws IOException {
        server.continues(NAMED, CONTENT);
        putPart(NAMED, new byte[100], WeightsServer.ETAG);

        assertThat(fetch(NAMED)).hasBinaryContent(CONTENT);
        assertThat(server.ranges).containsExactly("bytes=100-", "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes 3-9/10", "bytes 0-9/10", "nonsense", "bytes 99999999999999999999-1/2"})
    void startsAnewWhereTheServerGoesOnElsewhere(String contentRange) throws IOException {
        server.serve("/a", exchange -> {
            boolean asked = exchange.getRequestHeaders().containsKey("Range");
            exchange.getResponseHeaders().set("Content-Range", contentRange);
            exchange.sendResponseHeaders(asked ? 206 : 200, CONTENT.length);
            exchange.getResponseBody().write(CONTENT);
        });
        putPart("/a", new byte[5], WeightsServer.ETAG);

        assertThat(fetch("/a")).hasBinaryContent(CONTENT);
        assertThat(server.ranges).containsExactly("bytes=5-", "");
    }

    @Test
    void startsAnewWhereTheRangeIsPastTheEnd() throws IOException {
        server.serve("/a", exchange -> {
            boolean asked = exchange.getRequestHeaders().containsKey("Range");
            exchange.sendResponseHeaders(asked ? 416 : 200, asked ? -1 : CONTENT.length);
            if (!asked) {
                exchange.getResponseBody().write(CONTENT);
            }
        });
        putPart("/a", CONTENT, WeightsServer.ETAG);

        assertThat(fetch("/a")).hasBinaryContent(CONTENT);
    }

    @Test
    void keepsATruncatedDownloadForLaterButNotUnderItsName() throws IOException {
        server.serve("/a", exchange -> {
            exchange.getResponseHeaders().set("ETag", WeightsServer.ETAG);
            exchange.sendResponseHeaders(200, CONTENT.length);
            exchange.getResponseBody().write(CONTENT, 0, 7);
        });

        assertRefused("/a", 1 << 20).hasMessageContaining("the connection broke");
        assertThat(names()).containsExactlyInAnyOrder("a.lock", "a.part", "a.part.tag");
        assertThat(server.requests).hasSize(3);
    }

    @Test
    void refusesALengthAboveTheLimit() throws IOException {
        server.file("/a", CONTENT);

        assertRefused("/a", 1000).hasMessageContaining("is longer than the 1000 bytes that are taken");
    }

    @Test
    void refusesAnEndlessBody() throws IOException {
        server.serve("/a", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            while (true) {
                exchange.getResponseBody().write(CONTENT);
            }
        });

        assertRefused("/a", 100_000).hasMessageContaining("is longer than the 100000 bytes that are taken");
        assertThat(names()).containsExactly("a.lock");
    }
}
