package io.channelwise.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What differs between the two CIFAR collections: names, the record's first bytes, the classes. */
enum CifarFormat {
    CIFAR10("cifar10", "cifar-10-batches-bin", 0, "data_batch_", "test_batch", "batches.meta.txt", """
            airplane automobile bird cat deer dog frog horse ship truck
            """),
    CIFAR100("cifar100", "cifar-100-binary", 1, "train", "test", "fine_label_names.txt", """
            apple aquarium_fish baby bear beaver bed bee beetle bicycle bottle bowl boy bridge bus butterfly camel can
            castle caterpillar cattle chair chimpanzee clock cloud cockroach couch crab crocodile cup dinosaur dolphin
            elephant flatfish forest fox girl hamster house kangaroo keyboard lamp lawn_mower leopard lion lizard
            lobster man maple_tree motorcycle mountain mouse mushroom oak_tree orange orchid otter palm_tree pear
            pickup_truck pine_tree plain plate poppy porcupine possum rabbit raccoon ray road rocket rose sea seal
            shark shrew skunk skyscraper snail snake spider squirrel streetcar sunflower sweet_pepper table tank
            telephone television tiger tractor train trout tulip turtle wardrobe whale willow_tree wolf woman worm
            """);

    private static final int IMAGE_BYTES = 3 * 32 * 32;

    private final String word;
    private final String officialFolder;
    private final int labelAt;
    private final String trainFiles;
    private final String testFiles;
    private final String classFile;
    private final String officialClasses;

    CifarFormat(
            String word,
            String officialFolder,
            int labelAt,
            String trainFiles,
            String testFiles,
            String classFile,
            String officialClasses) {
        this.word = word;
        this.officialFolder = officialFolder;
        this.labelAt = labelAt;
        this.trainFiles = trainFiles;
        this.testFiles = testFiles;
        this.classFile = classFile;
        this.officialClasses = officialClasses;
    }

    String word() {
        return word;
    }

    /** The folder that the official archive unpacks to. */
    String officialFolder() {
        return officialFolder;
    }

    /** How the names of the training files begin. */
    String trainFiles() {
        return trainFiles;
    }

    /** How the names of the test files begin. */
    String testFiles() {
        return testFiles;
    }

    /** The label's place in a record; CIFAR-100's coarse label comes before the fine one. */
    int labelAt() {
        return labelAt;
    }

    int recordBytes() {
        return labelAt + 1 + IMAGE_BYTES;
    }

    /** The names in the official text file where it is there, else the same names from here. */
    List<String> classes(Path folder) {
        List<String> official = List.of(officialClasses.strip().split("\\s+"));
        Path file = folder.resolve(classFile);
        if (!Files.isRegularFile(file)) {
            return official;
        }
        try {
            List<String> lines = TextLines.read(file).stream()
                    .map(String::strip)
                    .filter(s -> !s.isEmpty())
                    .toList();
            if (lines.size() != official.size()) {
                throw new DataException(file + ": " + lines.size() + " names; expected " + official.size());
            }
            return lines;
        } catch (IOException e) {
            throw new DataException(file + ": cannot be read as a list of names: " + e, e);
        }
    }
}
