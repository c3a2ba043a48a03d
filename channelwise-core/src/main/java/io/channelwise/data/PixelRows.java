package io.channelwise.data;

import java.util.Objects;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;

/** Rows of pixels, channels interleaved, fetched one at a time. */
interface PixelRows {

    /** 1 or 3. */
    int channels();

    /** The array in which the row fetched last lies, and maybe others. */
    byte[] pixels();

    /** Fetches a row, and tells the index at which its column 0 lies in the array, or would lie. */
    int fetch(int row);

    /** Those of an image in memory. */
    static PixelRows of(Image image) {
        return new PixelRows() {
            @Override
            public int channels() {
                return image.channels();
            }

            @Override
            public byte[] pixels() {
                return image.pixels();
            }

            @Override
            public int fetch(int row) {
                return row * image.width() * image.channels();
            }
        };
    }

    /** Those of a native image, of which only some columns are copied, and a row at a time. */
    static PixelRows of(Mat mat, int channels, int firstColumn, int columns) {
        Objects.checkFromIndexSize(firstColumn, columns, mat.cols());
        byte[] pixels = new byte[columns * channels];
        int rows = mat.rows();
        BytePointer data = mat.data();
        long step = mat.step();
        return new PixelRows() {
            @Override
            public int channels() {
                return channels;
            }

            @Override
            public byte[] pixels() {
                return pixels;
            }

            @Override
            public int fetch(int row) {
                data.position(Objects.checkIndex(row, rows) * step + (long) firstColumn * channels)
                        .get(pixels);
                return -firstColumn * channels;
            }
        };
    }
}
