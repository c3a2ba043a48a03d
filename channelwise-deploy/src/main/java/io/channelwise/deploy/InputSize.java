package io.channelwise.deploy;

/**
 * The extent of the images that an exported graph takes.
 *
 * @param height in pixels, 16 to 4096
 * @param width in pixels, 16 to 4096
 * @param dynamic whether the graph takes other extents too; if not, it takes this one alone
 */
public record InputSize(int height, int width, boolean dynamic) {

    private static final int LEAST = 16;
    static final int MOST = 4096;

    /** @throws IllegalArgumentException if an extent is out of range */
    public InputSize {
        require("height", height);
        require("width", width);
    }

    /** This extent alone. */
    public static InputSize fixed(int height, int width) {
        return new InputSize(height, width, false);
    }

    private static void require(String name, int extent) {
        if (extent < LEAST || extent > MOST) {
            throw new IllegalArgumentException(
                    "input " + name + ": " + extent + "; allowed: " + LEAST + " to " + MOST + " pixels");
        }
    }
}
