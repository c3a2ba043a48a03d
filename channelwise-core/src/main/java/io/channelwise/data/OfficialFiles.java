package io.channelwise.data;

import io.channelwise.runtime.FolderTree;
import io.channelwise.runtime.IoReasons;
import io.channelwise.runtime.Presence;
import java.io.IOException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * A dataset's files at their official place.
 *
 * @param base the folder on the web, with a slash at its end
 * @param files the files there
 * @param unpacksTo the folder that the one archive unpacks to; null where the files are used as they are
 */
record OfficialFiles(URI base, List<OfficialFile> files, String unpacksTo) {

    /**
     * One file.
     *
     * @param name its name under the base
     * @param md5 its known MD5 sum in lower-case hex; it shows damage on the way, not a forgery
     */
    record OfficialFile(String name, String md5) {}

    static final OfficialFiles MNIST = idx(
            "https://ossci-datasets.s3.amazonaws.com/mnist/",
            "f68b3c2dcbeaaa9fbdd348bbdeb94873",
            "d53e105ee54ea40749a09fcbcd1e9432",
            "9fb629c4189551a2d022fa330f9573f3",
            "ec29112dd5afa0611ce80d1b7f02629c");

    static final OfficialFiles FASHION_MNIST = idx(
            "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/",
            "8d4fb7e6c68d591d4c3dfef9ec88bf0d",
            "25c81989df183df01b3e8a0aad5dffbe",
            "bef4ecab320f06d8554ea6380940ec79",
            "bb300cfdad3c16e7a12a480ee83cd310");

    static final OfficialFiles CIFAR10 =
            archive("cifar-10-binary.tar.gz", "c32a1d4ab5d03f1284b67883e8d87530", CifarFormat.CIFAR10.officialFolder());

    static final OfficialFiles CIFAR100 = archive(
            "cifar-100-binary.tar.gz", "03b5dce01913d631647c71ecec9e9cb8", CifarFormat.CIFAR100.officialFolder());

    private static OfficialFiles idx(
            String base, String trainImages, String trainLabels, String images, String labels) {
        List<OfficialFile> files = List.of(
                new OfficialFile("train-images-idx3-ubyte.gz", trainImages),
                new OfficialFile("train-labels-idx1-ubyte.gz", trainLabels),
                new OfficialFile("t10k-images-idx3-ubyte.gz", images),
                new OfficialFile("t10k-labels-idx1-ubyte.gz", labels));
        return new OfficialFiles(URI.create(base), files, null);
    }

    private static OfficialFiles archive(String name, String md5, String unpacksTo) {
        URI base = URI.create("https://www.cs.toronto.edu/~kriz/");
        return new OfficialFiles(base, List.of(new OfficialFile(name, md5)), unpacksTo);
    }

    /**
     * Downloads what the folder does not hold yet. Two processes may do so at once: each writes under a name of its own
     * and renames the whole, checked file.
     *
     * @param folder the dataset's place in the cache
     * @param word the dataset's name on a command line, for errors
     * @param log takes a line for each download
     * @return the same folder
     * @throws DataException that tells how to do without the download
     */
    Path fetch(Path folder, String word, Consumer<String> log) {
        try {
            Files.createDirectories(folder);
            if (unpacksTo != null) {
                fetchFolder(folder, log);
            } else {
                for (OfficialFile file : files) {
                    download(file, folder, log);
                }
            }
            return folder;
        } catch (IOException e) {
            throw new DataException(
                    word + ": " + IoReasons.of(e) + "; fetch the files from " + base + " by other means and pass "
                            + word + ":FOLDER",
                    e);
        }
    }

    /** Downloads and unpacks in a folder of its own, and moves the whole result; the first of several processes wins. */
    private void fetchFolder(Path folder, Consumer<String> log) throws IOException {
        Path finished = folder.resolve(unpacksTo);
        if (Presence.isFolder(finished)) {
            return;
        }
        Path workshop = Files.createDirectory(folder.resolve(unpacksTo + "." + UUID.randomUUID()));
        try {
            Path unpacked = Files.createDirectory(workshop.resolve(unpacksTo));
            TarGz.unpackFolder(download(files.get(0), workshop, log), unpacksTo, unpacked);
            Files.move(unpacked, finished, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            if (!Files.isDirectory(finished)) {
                throw e;
            }
        } finally {
            FolderTree.delete(workshop);
        }
    }

    private Path download(OfficialFile file, Path folder, Consumer<String> log) throws IOException {
        Path target = folder.resolve(file.name());
        if (!Presence.exists(target)) {
            URI uri = base.resolve(file.name());
            log.accept("downloading " + uri);
            try {
                Download.fetch(uri, file.md5(), target);
            } catch (UnknownHostException e) {
                throw new IOException(uri + ": host not found (no network?)", e);
            } catch (IOException e) {
                throw new IOException(uri + ": " + e.getMessage(), e);
            }
        }
        return target;
    }
}
