package io.channelwise.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.channelwise.data.OfficialFiles.OfficialFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class OfficialFilesTest {

    private static final byte[] CONTENT = "four thousand digits".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    private final AtomicInteger requests = new AtomicInteger();
    private final List<String> log = new ArrayList<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void othersMayReadThemAsFarAsTheUserLetsThem() throws IOException {
        serve("a.gz", CONTENT, CONTENT.length);
        files("a.gz", md5(CONTENT), null).fetch(folder, "mnist", log::add);
        Path usual = Files.writeString(folder.resolve("usual"), "");

        assertThat(Files.getPosixFilePermissions(folder.resolve("a.gz")))
                .isEqualTo(Files.getPosixFilePermissions(usual));
    }

    @Test
    void downloadsOnce() throws IOException {
        serve("a.gz", CONTENT, CONTENT.length);
        OfficialFiles files = files("a.gz", md5(CONTENT), null);

        assertThat(files.fetch(folder, "mnist", log::add)).isEqualTo(folder);
        files.fetch(folder, "mnist", log::add);

        assertThat(folder.resolve("a.gz")).hasBinaryContent(CONTENT);
        assertThat(requests).hasValue(1);
        assertThat(log).containsExactly("downloading " + base() + "a.gz");
        assertThat(names()).containsExactly("a.gz");
    }

    @Test
    void refusesAWrongHash() throws IOException {
        serve("a.gz", CONTENT, CONTENT.length);

        assertRefused(files("a.gz", md5(new byte[0]), null), "its MD5 sum is " + md5(CONTENT));
    }

    @Test
    void refusesATruncatedDownload() throws IOException {
        serve("a.gz", CONTENT, CONTENT.length + 10);

        assertRefused(files("a.gz", md5(CONTENT), null), "a.gz: the download ended after 20 of 30 bytes");
    }

    @Test
    void namesAMissingFile() throws IOException {
        assertRefused(files("a.gz", md5(CONTENT), null), "a.gz: the server answers HTTP 404");
    }

    @Test
    void saysWhatToDoWithoutANetwork() throws IOException {
        OfficialFiles files = files("a.gz", md5(CONTENT), null);
        server.stop(0);

        assertRefused(files, "pass mnist:FOLDER");
    }

    @Test
    void unpacksAnArchiveAndRemovesIt() throws IOException {
        byte[] archive = tarGz("cifar/test.bin", "cifar/../evil.bin", "other/x.bin", "cifar/deep/y.bin", "../z.bin");
        serve("cifar.tar.gz", archive, archive.length);
        OfficialFiles files = files("cifar.tar.gz", md5(archive), "cifar");

        files.fetch(folder, "cifar10", log::add);
        files.fetch(folder, "cifar10", log::add);

        assertThat(names()).containsExactly("cifar");
        assertThat(folder.resolve("cifar")).isDirectoryContaining("glob:**test.bin");
        try (Stream<Path> unpacked = Files.list(folder.resolve("cifar"))) {
            assertThat(unpacked).hasSize(1);
        }
        assertThat(requests).hasValue(1);
    }

    @Test
    void twoMayDownloadAtOnce() throws Exception {
        byte[] archive = tarGz("cifar/test.bin");
        serve("cifar.tar.gz", archive, archive.length);
        OfficialFiles files = files("cifar.tar.gz", md5(archive), "cifar");
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            Callable<Path> fetch = () -> files.fetch(folder, "cifar10", line -> {});
            for (Future<Path> result : pool.invokeAll(List.of(fetch, fetch, fetch, fetch))) {
                assertThat(result.get()).isEqualTo(folder);
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(names()).containsExactly("cifar");
        assertThat(folder.resolve("cifar/test.bin")).hasContent("cifar/test.bin");
    }

    private void assertRefused(OfficialFiles files, String message) throws IOException {
        assertThatThrownBy(() -> files.fetch(folder, "mnist", log::add))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("mnist: ")
                .hasMessageContaining(message)
                .hasMessageEndingWith("by other means and pass mnist:FOLDER");
        assertThat(names()).isEmpty();
    }

    private OfficialFiles files(String name, String md5, String unpacksTo) {
        return new OfficialFiles(URI.create(base()), List.of(new OfficialFile(name, md5)), unpacksTo);
    }

    private String base() {
        return "http://" + server.getAddress().getAddress().getHostAddress() + ":"
                + server.getAddress().getPort() + "/data/";
    }

    private void serve(String name, byte[] content, int promised) {
        server.createContext("/data/" + name, exchange -> {
            requests.incrementAndGet();
            exchange.sendResponseHeaders(200, promised);
            exchange.getResponseBody().write(content);
            exchange.close();
        });
    }

    private List<String> names() throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).toList();
        }
    }

    private static byte[] tarGz(String... names) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(out);
                TarArchiveOutputStream tar = new TarArchiveOutputStream(gzip)) {
            for (String name : names) {
                byte[] content = name.getBytes(StandardCharsets.UTF_8);
                TarArchiveEntry entry = new TarArchiveEntry(name);
                entry.setSize(content.length);
                tar.putArchiveEntry(entry);
                tar.write(content);
                tar.closeArchiveEntry();
            }
        }
        return out.toByteArray();
    }

    private static String md5(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(content));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
