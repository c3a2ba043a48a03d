package io.channelwise.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Damaged files: told by name, and by nobody else. */
class DamagedImagesTest {

    private static final int WIDTH = 64;
    private static final int HEIGHT = 48;

    @TempDir
    Path folder;

    /** In a process of its own, since native code writes past Java's streams. */
    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void nativeDecodersSayNothing() throws Exception {
        byte[] jpeg = ImageDecoderTest.write(noise(), "jpg");
        Files.write(folder.resolve("0.jpg"), stray(jpeg));
        for (int i = 1; i < 8; i++) {
            byte[] damaged = jpeg.clone();
            damaged[jpeg.length * i / 8 + 300 / i] ^= 0x55;
            Files.write(folder.resolve(i + ".jpg"), damaged);
        }
        Files.write(folder.resolve("data.png"), png(damagedData(), new byte[0]));
        Files.write(folder.resolve("short.png"), png(deflated(HEIGHT - 5), new byte[0]));
        Files.write(folder.resolve("long.png"), png(deflated(HEIGHT + 5), new byte[0]));
        Files.write(folder.resolve("profile.png"), png(deflated(HEIGHT), chunk("iCCP", new byte[] {'x', 0, 0, 1})));

        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Decoding.class.getName(),
                folder.toString());
        builder.environment().put("OPENCV_LOG_LEVEL", "OFF");
        Path errors = folder.resolve("stderr.txt");
        Path output = folder.resolve("stdout.txt");
        Process process = builder.redirectError(errors.toFile())
                .redirectOutput(output.toFile())
                .start();

        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(Files.readString(errors)).isEqualTo("Java's own line\n");
        assertThat(Files.readAllLines(output))
                .contains("0.jpg read", "profile.png read")
                .contains("data.png: damaged or cut short PNG image", "short.png: damaged or cut short PNG image")
                .hasSize(12);
    }

    /** Decodes all images of a folder, a line for each. */
    static final class Decoding {
        public static void main(String[] arguments) throws IOException {
            List<Path> files = new ArrayList<>();
            try (var entries = Files.newDirectoryStream(Path.of(arguments[0]), "*.{jpg,png}")) {
                entries.forEach(files::add);
            }
            for (Path file : files) {
                String name = file.getFileName().toString();
                try {
                    ImageDecoder.decode(Files.readAllBytes(file), name);
                    System.out.println(name + " read");
                } catch (DataException e) {
                    System.out.println(e.getMessage());
                }
            }
            System.err.print("Java's own line\n");
        }
    }

    @Test
    void aWrongChecksumIsToldWithItsChunk() {
        byte[] file = png(deflated(HEIGHT), new byte[0]);
        file[file.length - 12 - 4] ^= 1;

        assertThatThrownBy(() -> ImageDecoder.decode(file, "photo.png"))
                .isInstanceOf(DataException.class)
                .hasMessage("photo.png: damaged PNG image: its IDAT chunk has a wrong checksum");
    }

    @Test
    void aDamagedTextBesideThePictureDoesNotMatter() {
        byte[] text = chunk("tEXt", "key\0value".getBytes(StandardCharsets.ISO_8859_1));
        text[text.length - 1] ^= 1;

        assertThat(ImageDecoder.decode(png(deflated(HEIGHT), text), "photo.png").pixels())
                .isEqualTo(ImageDecoder.decode(png(deflated(HEIGHT), new byte[0]), "photo.png")
                        .pixels());
    }

    @Test
    void aPngBeginsWithItsHeader() {
        byte[] file = png(deflated(HEIGHT), new byte[0]);
        System.arraycopy("CgBI".getBytes(StandardCharsets.ISO_8859_1), 0, file, 12, 4);

        assertThatThrownBy(() -> ImageDecoder.decode(file, "phone.png"))
                .isInstanceOf(DataException.class)
                .hasMessage("phone.png: PNG that does not begin with its header");
    }

    private static byte[] stray(byte[] jpeg) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write(jpeg, 0, 20);
        file.writeBytes(new byte[] {1, 2, 3});
        file.write(jpeg, 20, jpeg.length - 20);
        return file.toByteArray();
    }

    private static BufferedImage noise() {
        BufferedImage noise = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(3);
        for (int i = 0; i < WIDTH * HEIGHT; i++) {
            noise.setRGB(i % WIDTH, i / WIDTH, random.nextInt());
        }
        return noise;
    }

    /** Grey PNG of 8 bits with this data, and this before the data. */
    private static byte[] png(byte[] data, byte[] before) {
        ByteBuffer header = ByteBuffer.allocate(13).putInt(WIDTH).putInt(HEIGHT).put((byte) 8);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'});
        file.writeBytes(chunk("IHDR", header.array()));
        file.writeBytes(before);
        file.writeBytes(chunk("IDAT", data));
        file.writeBytes(chunk("IEND", new byte[0]));
        return file.toByteArray();
    }

    private static byte[] chunk(String type, byte[] content) {
        byte[] named = ByteBuffer.allocate(4 + content.length)
                .put(type.getBytes(StandardCharsets.ISO_8859_1))
                .put(content)
                .array();
        CRC32 checksum = new CRC32();
        checksum.update(named);
        return ByteBuffer.allocate(12 + content.length)
                .putInt(content.length)
                .put(named)
                .putInt((int) checksum.getValue())
                .array();
    }

    private static byte[] deflated(int rows) {
        byte[] raw = new byte[rows * (WIDTH + 1)];
        new Random(5).nextBytes(raw);
        for (int row = 0; row < rows; row++) {
            raw[row * (WIDTH + 1)] = 0;
        }
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(data, new Deflater(Deflater.HUFFMAN_ONLY))) {
            out.write(raw);
        } catch (IOException impossibleInMemory) {
            throw new IllegalStateException(impossibleInMemory);
        }
        return data.toByteArray();
    }

    /** A block of a kind that there is not. */
    private static byte[] damagedData() {
        byte[] data = deflated(HEIGHT);
        data[2] |= 6;
        return data;
    }
}
