package io.channelwise.data;

/** Turns the colours of an image on the hexagon of HSV, as torchvision's {@code adjust_hue} on tensors. */
final class Hue {

    private Hue() {}

    /** Moves every hue by {@code turns} of the whole circle; a grey image stays as it is. */
    static Image turn(Image image, double turns) {
        if (image.channels() == 1) {
            return image;
        }
        double shift = 6 * turns;
        byte[] out = new byte[image.pixels().length];
        for (int i = 0; i < out.length; i += 3) {
            turn(image.pixels(), i, shift, out);
        }
        return image.with(out);
    }

    private static void turn(byte[] pixels, int at, double shift, byte[] out) {
        int red = pixels[at] & 0xFF;
        int green = pixels[at + 1] & 0xFF;
        int blue = pixels[at + 2] & 0xFF;
        int greatest = Math.max(red, Math.max(green, blue));
        int least = Math.min(red, Math.min(green, blue));
        double hue = sector(red, green, blue, greatest, greatest - least) + shift;
        for (int c = 0; c < 3; c++) {
            out[at + c] = (byte) Math.round(greatest - (greatest - least) * distance(hue, 2 * c));
        }
    }

    /** The hue in sixths of the circle: 0 is red, 2 green, 4 blue. */
    private static double sector(int red, int green, int blue, int greatest, int range) {
        if (range == 0) {
            return 0;
        }
        if (greatest == red) {
            return (double) (green - blue) / range;
        }
        return greatest == green ? 2 + (double) (blue - red) / range : 4 + (double) (red - green) / range;
    }

    /** How far a channel lies below the greatest: 0 up to one sector from its own colour, 1 from two sectors on. */
    private static double distance(double hue, int own) {
        double away = Math.abs(hue - own) % 6;
        return Math.max(0, Math.min(1, Math.min(away, 6 - away) - 1));
    }
}
