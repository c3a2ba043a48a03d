package io.channelwise.cli;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.ImageIO;

/** Folders of small noisy pictures, each class with a colour of its own. */
final class Photos {

    static final int SIZE = 16;

    private Photos() {}

    /** Makes {@code folder/CLASS/N.png}, so many of each class. */
    static Path write(Path folder, int perClass, String... classes) throws IOException {
        for (String name : classes) {
            Path of = Files.createDirectories(folder.resolve(name));
            int colour = 0xff << 8 * Arrays.asList(classes).indexOf(name);
            for (int i = 0; i < perClass; i++) {
                write(of.resolve(i + ".png"), colour, i);
            }
        }
        return folder;
    }

    /** Makes one picture. */
    static Path write(Path file, int colour, long seed) throws IOException {
        Random random = new Random(seed);
        BufferedImage image = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < SIZE; y++) {
            for (int x = 0; x < SIZE; x++) {
                image.setRGB(x, y, colour | random.nextInt() & 0x7f7f7f);
            }
        }
        ImageIO.write(image, "png", file.toFile());
        return file;
    }
}
