package io.channelwise.data;

import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * How a stored image must be turned to stand upright: rows and columns are exchanged, then it is mirrored.
 *
 * @param transposed whether rows become columns
 * @param mirrored whether left and right are exchanged after that
 * @param upsideDown whether top and bottom are exchanged after that
 */
record Orientation(boolean transposed, boolean mirrored, boolean upsideDown) {

    static final Orientation UPRIGHT = new Orientation(false, false, false);

    /** EXIF's numbers 1 to 8; others count as upright. */
    static Orientation of(int exif) {
        return switch (exif) {
            case 2 -> new Orientation(false, true, false);
            case 3 -> new Orientation(false, true, true);
            case 4 -> new Orientation(false, false, true);
            case 5 -> new Orientation(true, false, false);
            case 6 -> new Orientation(true, true, false);
            case 7 -> new Orientation(true, true, true);
            case 8 -> new Orientation(true, false, true);
            default -> UPRIGHT;
        };
    }

    /** Turns an image in place. */
    void apply(Mat image) {
        if (transposed) {
            opencv_core.transpose(image, image);
        }
        if (mirrored) {
            opencv_core.flip(image, image, 1);
        }
        if (upsideDown) {
            opencv_core.flip(image, image, 0);
        }
    }
}
