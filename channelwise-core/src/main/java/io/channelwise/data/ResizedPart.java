package io.channelwise.data;

/**
 * A rectangle of an image that has been resized as a whole. What lies outside the rectangle is never made.
 *
 * @param height of the whole resized image, in rows
 * @param width of the whole resized image, in columns
 * @param top the rectangle's first row there
 * @param left its first column there
 * @param rows its height, at least 1
 * @param columns its width, at least 1
 */
public record ResizedPart(long height, long width, long top, long left, int rows, int columns) {

    /** Checks that the rectangle lies inside. */
    public ResizedPart {
        if (rows < 1 || columns < 1 || top < 0 || left < 0 || top > height - rows || left > width - columns) {
            throw new IllegalArgumentException("a part of " + columns + " x " + rows + " pixels at " + left + ", " + top
                    + " of an image of " + width + " x " + height);
        }
    }
}
