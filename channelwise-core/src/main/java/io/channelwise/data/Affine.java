package io.channelwise.data;

/**
 * Moves the pixels of an image by an affine map, to the nearest pixel; what comes from outside is black. Each method says
 * where an output point {@code (x, y)} comes from, as Pillow's {@code Image.transform} takes it.
 */
final class Affine {

    private Affine() {}

    /** From {@code (x + slope * y, y)}. */
    static Image shearX(Image image, double slope) {
        return map(image, 1, slope, 0, 0, 1, 0);
    }

    /** From {@code (x, y + slope * x)}. */
    static Image shearY(Image image, double slope) {
        return map(image, 1, 0, 0, slope, 1, 0);
    }

    /** From {@code (x - right, y - down)}. */
    static Image translate(Image image, int right, int down) {
        return map(image, 1, 0, -right, 0, 1, -down);
    }

    /** Turned about its centre, counter-clockwise; the corners that leave the image are lost. */
    static Image rotate(Image image, double degrees) {
        double angle = StrictMath.toRadians(degrees);
        double cos = StrictMath.cos(angle);
        double sin = StrictMath.sin(angle);
        double centerX = image.width() / 2.0;
        double centerY = image.height() / 2.0;
        double left = centerX - cos * centerX + sin * centerY;
        double top = centerY - sin * centerX - cos * centerY;
        return map(image, cos, -sin, left, sin, cos, top);
    }

    /** From {@code (xx * x + xy * y + x0, yx * x + yy * y + y0)}, at the pixels' centres. */
    private static Image map(Image image, double xx, double xy, double x0, double yx, double yy, double y0) {
        int channels = image.channels();
        byte[] out = new byte[image.pixels().length];
        int to = 0;
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < image.width(); x++, to += channels) {
                int fromX = (int) Math.floor(xx * (x + 0.5) + xy * (y + 0.5) + x0);
                int fromY = (int) Math.floor(yx * (x + 0.5) + yy * (y + 0.5) + y0);
                if (fromX >= 0 && fromX < image.width() && fromY >= 0 && fromY < image.height()) {
                    int from = (fromY * image.width() + fromX) * channels;
                    System.arraycopy(image.pixels(), from, out, to, channels);
                }
            }
        }
        return image.with(out);
    }
}
