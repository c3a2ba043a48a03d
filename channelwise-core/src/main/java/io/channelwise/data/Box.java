package io.channelwise.data;

/**
 * A rectangle of an image, in pixels from its upper left corner. Its edges may lie inside pixels.
 *
 * @param top upper edge
 * @param left left edge
 * @param height above 0
 * @param width above 0
 */
public record Box(double top, double left, double height, double width) {

    /** Checks that it is not empty. */
    public Box {
        if (!(height > 0 && width > 0)) {
            throw new IllegalArgumentException("a box of " + width + " x " + height + " pixels; allowed: above 0");
        }
    }

    /** All of an image. */
    public static Box whole(Image image) {
        return new Box(0, 0, image.height(), image.width());
    }

    /** The first row that it touches. */
    int firstRow() {
        return (int) Math.floor(top);
    }

    /** The first column that it touches. */
    int firstColumn() {
        return (int) Math.floor(left);
    }

    /** How many rows it touches. */
    int rows() {
        return (int) Math.ceil(top + height) - firstRow();
    }

    /** How many columns it touches. */
    int columns() {
        return (int) Math.ceil(left + width) - firstColumn();
    }

    /** The same rectangle in an image of which every pixel covers {@code factor} x {@code factor} of this one's. */
    Box reduced(int factor) {
        return new Box(top / factor, left / factor, height / factor, width / factor);
    }

    /** Moved by so many rows and columns. */
    Box moved(double down, double right) {
        return new Box(top + down, left + right, height, width);
    }
}
