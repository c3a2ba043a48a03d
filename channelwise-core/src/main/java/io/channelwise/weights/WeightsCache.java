package io.channelwise.weights;

import io.channelwise.runtime.CacheFolder;
import io.channelwise.runtime.FileHash;
import io.channelwise.runtime.Presence;
import io.channelwise.runtime.ProcessLock;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Files from the web, downloaded once and kept under their address: {@code FOLDER/HOST/PATH}. What has its name there is
 * whole and checked; it is used for good, without asking the server again, unless its bytes have changed. Threads and
 * processes may share the folder.
 *
 * <p>A download that broke, or whose process ended, goes on where it stopped. Its length must be what the server
 * promised, and its SHA-256 must begin with the digits in a name like {@code resnet18-f37072fd.pth}, or be the one that
 * Hugging Face tells. Fetched is over https alone, at most 4 GiB.
 *
 * @param folder where the files are kept
 * @param offline whether only what is there already is given
 * @param settings how patient downloads are
 * @param listener hears how they go
 */
public record WeightsCache(Path folder, boolean offline, DownloadSettings settings, DownloadListener listener) {

    private static final Pattern PLAIN_PATH = Pattern.compile("(/[A-Za-z0-9_][A-Za-z0-9._-]{0,99}){1,12}");
    private static final Pattern OWN_ENDING = Pattern.compile(".*\\.(part|tag|lock|tmp|sha256)");

    /** In this folder, online, in silence. */
    public static WeightsCache in(Path folder) {
        return new WeightsCache(folder, false, DownloadSettings.DEFAULT, DownloadListener.NONE);
    }

    /** In {@code weights} below {@link CacheFolder}. */
    public static WeightsCache standard() {
        return in(CacheFolder.named("weights"));
    }

    /** The same, which touches no network if {@code wish} is true. */
    public WeightsCache offline(boolean wish) {
        return new WeightsCache(folder, wish, settings, listener);
    }

    /** The same with other patience. */
    public WeightsCache with(DownloadSettings wish) {
        return new WeightsCache(folder, offline, wish, listener);
    }

    /** The same, heard by another. */
    public WeightsCache with(DownloadListener wish) {
        return new WeightsCache(folder, offline, settings, wish);
    }

    /**
     * A weights file, downloaded first if it is not there.
     *
     * @param uri https, or http for a server on this machine
     * @throws IllegalArgumentException if it is another address
     * @throws WeightsException if it is not there and cannot be downloaded, or is no weights file
     */
    public Path get(URI uri) {
        return get(RemoteFile.weights(uri));
    }

    /** Whether the file at an address has been downloaded. */
    public boolean has(URI uri) {
        return Files.isRegularFile(place(uri));
    }

    Path get(RemoteFile file) {
        Path target = place(file.uri());
        try {
            if (!isKept(file, target)) {
                requireOnline(file, target);
                Files.createDirectories(target.getParent());
                download(file, target);
            }
            return target;
        } catch (DownloadFailure e) {
            throw new WeightsException(file.uri() + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new WeightsException(file.uri() + " cannot be kept at " + target + ": " + FileBytes.reason(e), e);
        }
    }

    /** Whether it is there as it was downloaded, or as its user has put it there. */
    private static boolean isKept(RemoteFile file, Path target) throws IOException {
        if (!Presence.isFile(target)) {
            return false;
        }
        Path told = hashFile(target);
        Optional<String> expected =
                Presence.isFile(told) ? Optional.of(Files.readString(told).strip()) : file.sha256Prefix();
        return expected.isEmpty() || FileHash.of(target).startsWith(expected.get());
    }

    private static Path hashFile(Path target) {
        return target.resolveSibling(target.getFileName() + ".sha256");
    }

    private void requireOnline(RemoteFile file, Path target) throws IOException {
        if (offline && Presence.isFile(target)) {
            throw new WeightsException(target + " has changed since it was downloaded, and offline nothing is; fetch "
                    + file.uri() + " once more online, or put it there");
        }
        if (offline) {
            throw new WeightsException(file.uri() + " has not been downloaded, and offline nothing is; fetch it once"
                    + " online, or put it at " + target);
        }
    }

    private void download(RemoteFile file, Path target) throws IOException {
        Path lock = target.resolveSibling(target.getFileName() + ".lock");
        try (ProcessLock held = ProcessLock.take(lock, () -> listener.waiting(file.uri()))) {
            // Another may have brought it while this one waited.
            if (!isKept(file, target)) {
                PartFile part = new PartFile(target);
                new Downloader(settings, listener).fetch(file, part);
                check(file, part);
                noteHash(file, part, target);
                part.land(target);
            }
        }
    }

    /** Before the file has its name: what is there without its hash is taken for what its user has put there. */
    private static void noteHash(RemoteFile file, PartFile part, Path target) throws IOException {
        if (file.sha256Prefix().isEmpty()) {
            AtomicFile.write(hashFile(target), part.sha256().getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static void check(RemoteFile file, PartFile part) throws IOException {
        try {
            file.check().accept(part.path());
        } catch (WeightsException e) {
            part.discard();
            throw new WeightsException(file.uri() + " " + e.getMessage(), e);
        }
    }

    /** Readable where the address is plain, else under the hash of the address. */
    private Path place(URI uri) {
        String host = uri.getRawAuthority().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.-]", "_");
        String path = uri.getRawPath();
        boolean plain = uri.getRawQuery() == null
                && PLAIN_PATH.matcher(path).matches()
                && !OWN_ENDING.matcher(path).matches();
        return folder.resolve(host).resolve(plain ? path.substring(1) : hash(uri));
    }

    private static String hash(URI uri) {
        return FileHash.of(uri.toString().getBytes(StandardCharsets.UTF_8)).substring(0, 32);
    }
}
