package io.channelwise.data;

/** The operations of AutoAugment (Cubuk et al. 2018, table 6) that RandAugment and TrivialAugment choose from. */
enum AugmentOperation {
    IDENTITY,
    SHEAR_X,
    SHEAR_Y,
    TRANSLATE_X,
    TRANSLATE_Y,
    ROTATE,
    BRIGHTNESS,
    COLOR,
    CONTRAST,
    SHARPNESS,
    POSTERIZE,
    SOLARIZE,
    AUTO_CONTRAST,
    EQUALIZE;

    /**
     * What an operation does at its full strength.
     *
     * @param slope of a shear
     * @param shiftShare of a translation, as a part of the image's side
     * @param shiftPixels of a translation, added to that
     * @param degrees of a rotation
     * @param enhancement of brightness, colour, contrast and sharpness, added to or taken from a factor of 1
     * @param bits that posterizing takes away
     */
    record Range(double slope, double shiftShare, int shiftPixels, double degrees, double enhancement, int bits) {

        int shift(double strength, int side) {
            return (int) (strength * (shiftShare * side + shiftPixels));
        }
    }

    /** Whether it goes in two directions, each with the same chance. */
    boolean isSigned() {
        return ordinal() >= SHEAR_X.ordinal() && ordinal() <= SHARPNESS.ordinal();
    }

    /**
     * Applies it.
     *
     * @param strength the part of the range, 0 to 1; negative for the other direction of an operation that has two
     */
    Image apply(Image image, Range range, double strength) {
        double factor = 1 + strength * range.enhancement;
        return switch (this) {
            case IDENTITY -> image;
            case SHEAR_X -> Affine.shearX(image, strength * range.slope);
            case SHEAR_Y -> Affine.shearY(image, strength * range.slope);
            case TRANSLATE_X -> Affine.translate(image, range.shift(strength, image.width()), 0);
            case TRANSLATE_Y -> Affine.translate(image, 0, range.shift(strength, image.height()));
            case ROTATE -> Affine.rotate(image, strength * range.degrees);
            case BRIGHTNESS -> Enhance.brightness(image, factor);
            case COLOR -> Enhance.saturation(image, factor);
            case CONTRAST -> Enhance.contrast(image, factor);
            case SHARPNESS -> Enhance.sharpness(image, factor);
            case POSTERIZE -> Levels.posterize(image, 8 - (int) Math.rint(strength * range.bits));
            case SOLARIZE -> Levels.solarize(image, 255 * (1 - strength));
            case AUTO_CONTRAST -> Levels.autoContrast(image);
            case EQUALIZE -> Levels.equalize(image);
        };
    }
}
