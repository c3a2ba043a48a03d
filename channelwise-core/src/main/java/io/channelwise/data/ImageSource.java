package io.channelwise.data;

import io.channelwise.weights.Interpolation;

/** An image whose size is known, and whose pixels are decoded when a transform asks for them. */
public interface ImageSource {

    /** Rows. */
    int height();

    /** Columns. */
    int width();

    /**
     * The whole image.
     *
     * @throws DataException that names the image, where it cannot be decoded
     */
    Image decode();

    /**
     * A part of the image, resized. A file may be decoded at a reduced scale for it, where that leaves the part at least
     * as large as it is to become.
     *
     * @throws DataException that names the image, where it cannot be decoded
     */
    Image decode(Box box, int height, int width, Interpolation interpolation);

    /**
     * The whole image resized, of which a part alone is made. Unlike the other, this is exactly what resizing the whole
     * image and cutting out the part would give.
     *
     * @throws DataException that names the image, where it cannot be decoded
     */
    default Image decode(ResizedPart part, Interpolation interpolation) {
        return of(decode()).decode(part, interpolation);
    }

    /**
     * The whole image, shrunk until its longer side has no more pixels than that; one that has no more is left as it is.
     *
     * @throws DataException that names the image, where it cannot be decoded
     */
    default Image shrunk(int longest) {
        double scale = longest / (double) Math.max(height(), width());
        if (scale >= 1) {
            return decode();
        }
        int rows = Math.max(1, (int) Math.round(height() * scale));
        int columns = Math.max(1, (int) Math.round(width() * scale));
        return decode(new Box(0, 0, height(), width()), rows, columns, Interpolation.BILINEAR);
    }

    /** An image that is in memory already. */
    static ImageSource of(Image image) {
        return new DecodedImage(image);
    }
}
