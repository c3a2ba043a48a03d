package io.channelwise.data;

import io.channelwise.weights.Interpolation;
import java.util.random.RandomGenerator;

/**
 * {@link Resize#shortSide} and then {@link CenterCrop}, to the same pixels, without making what the crop throws away: a
 * picture of 65,535 x 1 pixels whose short side becomes 256 would have 16 million columns.
 *
 * @param shortSide what the shorter side of the image becomes, in pixels
 * @param size the resulting square's side in pixels; where it is larger than the resized image, the border is black
 * @param interpolation the kernel of the resizing
 */
public record ResizedCenterCrop(int shortSide, int size, Interpolation interpolation) implements Transform {

    /** Checks the sizes. */
    public ResizedCenterCrop {
        Sizes.requirePositive("short side", shortSide);
        Sizes.requirePositive("size", size);
    }

    @Override
    public Image apply(Image image, RandomGenerator random) {
        return apply(ImageSource.of(image), random);
    }

    @Override
    public Image apply(ImageSource source, RandomGenerator random) {
        int shorter = Math.min(source.height(), source.width());
        long height = Resize.scaled(source.height(), shortSide, shorter);
        long width = Resize.scaled(source.width(), shortSide, shorter);
        long top = CenterCrop.offset(height, size);
        long left = CenterCrop.offset(width, size);
        int rows = (int) Math.min(size, height);
        int columns = (int) Math.min(size, width);
        ResizedPart part = new ResizedPart(height, width, Math.max(0, top), Math.max(0, left), rows, columns);
        Image image = source.decode(part, interpolation);
        boolean whole = rows == size && columns == size;
        return whole ? image : image.crop((int) Math.min(0, top), (int) Math.min(0, left), size, size);
    }
}
