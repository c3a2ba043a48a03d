package io.channelwise.benchmarks;

import io.channelwise.inference.TrainedNetwork;
import io.channelwise.runtime.Version;
import io.channelwise.weights.Checkpoint;
import io.channelwise.weights.ModelDescription;
import io.channelwise.weights.StateDicts;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;

/**
 * A network as a graph and as a checkpoint, and a photograph to be classified.
 *
 * @param folder where they lie
 */
record PredictorFiles(Path folder) {

    /** Height and width of the network's input. */
    static final int SIZE = 224;

    private static final int PHOTO_WIDTH = 500;
    private static final int PHOTO_HEIGHT = 375;
    private static final int SPOTS = 400;

    /** Makes them. */
    static PredictorFiles make(Path folder, String model) throws IOException {
        PredictorFiles files = new PredictorFiles(folder);
        try (TrainedNetwork network = Untrained.network(model)) {
            Export.CHOSEN.writer().write(network, files.graph());
            ModelDescription description = new ModelDescription(
                    model, network.classes(), network.preprocessing(), Map.of(), Version.current());
            Checkpoint.of(description, StateDicts.stored(network.network().stateDict()))
                    .write(files.checkpoint());
        }
        ImageIO.write(picture(), "jpg", files.photo().toFile());
        return files;
    }

    Path graph() {
        return folder.resolve("network.onnx");
    }

    Path checkpoint() {
        return folder.resolve("network" + Checkpoint.EXTENSION);
    }

    Path photo() {
        return folder.resolve("photo.jpg");
    }

    /** A slope with spots of all sizes, which fills a JPEG about as a photograph does. */
    private static BufferedImage picture() {
        BufferedImage picture = new BufferedImage(PHOTO_WIDTH, PHOTO_HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = picture.createGraphics();
        pen.setPaint(new GradientPaint(0, 0, Color.ORANGE, PHOTO_WIDTH, PHOTO_HEIGHT, Color.BLUE));
        pen.fillRect(0, 0, PHOTO_WIDTH, PHOTO_HEIGHT);
        Random random = new Random(0);
        for (int i = 0; i < SPOTS; i++) {
            pen.setColor(new Color(random.nextInt(0x1000000)));
            int extent = 1 + random.nextInt(40);
            pen.fillOval(random.nextInt(PHOTO_WIDTH), random.nextInt(PHOTO_HEIGHT), extent, extent);
        }
        pen.dispose();
        return picture;
    }
}
