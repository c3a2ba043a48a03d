package io.channelwise.data;

import java.io.File;
import java.nio.file.Path;
import java.util.List;

/** Image files, a class for each sub-folder; decoded when asked for. Made by {@link ImageFolders}. */
final class ImageFolder implements Dataset {

    private final String name;
    private final Path root;
    private final String part;
    private final List<String> classes;
    private final List<LabelledFile> files;

    /**
     * @param root the folder that the user named
     * @param part where the class folders are in it: nothing, or a name with a slash
     */
    ImageFolder(String name, Path root, String part, List<String> classes, List<LabelledFile> files) {
        this.name = name;
        this.root = root;
        this.part = part;
        this.classes = List.copyOf(classes);
        this.files = List.copyOf(files);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<String> classes() {
        return classes;
    }

    @Override
    public int size() {
        return files.size();
    }

    @Override
    public int channels() {
        return 3;
    }

    @Override
    public int label(int i) {
        return files.get(i).label();
    }

    @Override
    public String id(int i) {
        return root + File.separator + shortId(i).replace('/', File.separatorChar);
    }

    @Override
    public String shortId(int i) {
        return part + files.get(i).name();
    }

    @Override
    public Image image(int i) {
        return ImageDecoder.read(files.get(i).file());
    }

    @Override
    public ImageSource source(int i, int channels) {
        return ImageDecoder.open(files.get(i).file(), channels);
    }
}
