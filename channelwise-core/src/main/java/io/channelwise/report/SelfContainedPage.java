package io.channelwise.report;

import com.samskivert.mustache.Mustache;
import io.channelwise.runtime.Harmless;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * Assembles a page that needs nothing but itself: style sheets, scripts, the chart library and the data all inside.
 *
 * <p>A content security policy lets the page's own style sheet and scripts work, by their hashes, and nothing else: no
 * request leaves the page, and no markup that slipped into the data could run.
 */
final class SelfContainedPage {

    private static final String UPLOT = "META-INF/resources/webjars/uplot/" + uplotVersion() + "/";

    private SelfContainedPage() {}

    /**
     * Fills a template of this package.
     *
     * @param template the resource's name; a Mustache file, so {@code {{name}}} is escaped and {@code {{{name}}}} is not
     * @param scripts this package's scripts, in the order of their use, after the chart library
     * @param values what the template shows beside {@code page}, which holds the parts that every page has
     * @param data what the scripts show
     */
    static String fill(String template, List<String> scripts, Map<String, ?> values, Object data) {
        String style = webjar("dist/uPlot.min.css") + "\n" + own("report.css");
        String charts = own("sharp.js") + "\n" + webjar("dist/uPlot.iife.min.js");
        String script = scripts.stream().map(SelfContainedPage::own).collect(Collectors.joining("\n"));
        Map<String, Object> all = new HashMap<>(values);
        all.replaceAll((name, value) -> value instanceof String text ? Harmless.line(text) : value);
        all.put(
                "page",
                Map.of(
                        "policy", policy(style, charts, script),
                        "style", style,
                        "charts", charts,
                        "script", script,
                        "json", PageJson.of(data),
                        "uplotVersion", uplotVersion(),
                        "uplotLicence", webjar("LICENSE").strip()));
        return Mustache.compiler()
                .withLoader(part -> new StringReader(own(part)))
                .compile(own(template))
                .execute(all);
    }

    private static String policy(String style, String charts, String script) {
        return "default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:; style-src " + hash(style)
                + "; script-src " + hash(charts) + " " + hash(script);
    }

    private static String hash(String source) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(source.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
        } catch (NoSuchAlgorithmException everyJvmHasIt) {
            throw new IllegalStateException(everyJvmHasIt);
        }
    }

    private static String own(String name) {
        return text("io/channelwise/report/" + name);
    }

    private static String webjar(String name) {
        return text(UPLOT + name);
    }

    private static String uplotVersion() {
        try (InputStream properties = open("META-INF/maven/org.webjars.npm/uplot/pom.properties")) {
            Properties pom = new Properties();
            pom.load(properties);
            return pom.getProperty("version");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    // Browsers hash scripts after turning every line end into \n.
    private static String text(String resource) {
        try (InputStream stream = open(resource)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static InputStream open(String resource) throws IOException {
        InputStream stream = SelfContainedPage.class.getClassLoader().getResourceAsStream(resource);
        if (stream == null) {
            throw new IOException(
                    resource + " is missing from the class path; expected in the jar of Channelwise or uPlot");
        }
        return stream;
    }
}
