package io.channelwise.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One level of class folders: lists the classes, and sorts the files in and below them into images and skipped ones. */
final class ClassFolders {

    private final Path root;
    private final List<String> skipped;
    private final Map<String, List<Path>> images = new TreeMap<>();

    /** What cannot be used is added to {@code skipped}, as {@code PATH: reason}. */
    ClassFolders(Path root, List<String> skipped) {
        this.root = root;
        this.skipped = skipped;
        for (Path entry : ImageFiles.entries(root)) {
            String foreign = ImageFiles.foreign(entry);
            if (foreign != null) {
                skip(entry, foreign);
            } else if (Files.isDirectory(entry)) {
                take(entry);
            } else {
                skip(entry, "lies in no class folder");
            }
        }
    }

    /** A folder without anything that looks like a picture is no class. */
    private void take(Path folder) {
        ImageFiles files = ImageFiles.below(folder);
        if (files.images().isEmpty() && files.pictures() == 0) {
            skip(folder, files.leftOut().isEmpty() ? "an empty folder" : "a folder without images");
            return;
        }
        List<Path> usable = images.computeIfAbsent(FileNames.of(folder), name -> new ArrayList<>());
        files.leftOut().forEach(skipped::add);
        for (Path file : files.images()) {
            String reason = reasonToSkip(file);
            if (reason == null) {
                usable.add(file);
            } else {
                skip(file, reason);
            }
        }
    }

    private static String reasonToSkip(Path file) {
        try {
            ImageDecoder.probe(file);
            return null;
        } catch (DataException e) {
            return e.getMessage();
        } catch (IOException e) {
            return "cannot be read";
        }
    }

    /** The class folders' names, sorted. */
    List<String> names() {
        return List.copyOf(images.keySet());
    }

    /** The usable images of every class that has a folder here, each with its index in {@code classes}. */
    List<LabelledFile> images(List<String> classes) {
        List<LabelledFile> labelled = new ArrayList<>();
        for (int label = 0; label < classes.size(); label++) {
            int known = label;
            images.getOrDefault(classes.get(label), List.of()).stream()
                    .map(file -> new LabelledFile(file, known, FileNames.below(root, file)))
                    .sorted(Comparator.comparing(LabelledFile::name))
                    .forEach(labelled::add);
        }
        return labelled;
    }

    private void skip(Path entry, String reason) {
        skipped.add(entry + ": " + reason);
    }
}
