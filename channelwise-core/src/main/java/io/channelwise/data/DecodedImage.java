package io.channelwise.data;

import io.channelwise.weights.Interpolation;

/** An image in memory, as a source. */
record DecodedImage(Image image) implements ImageSource {

    @Override
    public int height() {
        return image.height();
    }

    @Override
    public int width() {
        return image.width();
    }

    @Override
    public Image decode() {
        return image;
    }

    @Override
    public Image decode(Box box, int height, int width, Interpolation interpolation) {
        return Resampling.resize(image, box, height, width, interpolation);
    }

    @Override
    public Image decode(ResizedPart part, Interpolation interpolation) {
        return Resampling.of(height(), width(), part, interpolation).resized(PixelRows.of(image));
    }
}
