package io.channelwise.weights;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/** A process of its own that fetches one file: FOLDER ADDRESS. It prints a word when bytes begin to come. */
final class FetchProcess {

    private FetchProcess() {}

    public static void main(String[] arguments) {
        DownloadListener listener = new DownloadListener() {
            @Override
            public void advanced(long bytes) {
                System.out.println("bytes");
            }
        };
        RemoteFile file = new RemoteFile(URI.create(arguments[1]), 1 << 20, path -> {});
        System.out.println(WeightsCache.in(Path.of(arguments[0])).with(listener).get(file));
    }

    static Process start(Path folder, URI uri) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        FetchProcess.class.getName(),
                        folder.toString(),
                        uri.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
