package io.channelwise.data;

/**
 * The picture that a file shows: what the decoder is given of the file, and how it is to be turned. What else lies in a
 * file is read here or not at all, so that the decoder neither trips over it nor shows something else of it.
 *
 * @param bytes a file of one picture
 * @param orientation that the file's metadata ask for
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record Picture(byte[] bytes, Orientation orientation) {

    /** @throws DataException with a reason (but no file name) where it is damaged, or costs more than is allowed */
    static Picture of(byte[] file, ImageHeader header) {
        return switch (header.format()) {
            case "PNG" -> PngPicture.of(file);
            case "GIF" -> new Picture(GifPicture.of(file), Orientation.UPRIGHT);
            case "WebP" -> new Picture(file, WebpOrientation.of(file));
            case "JPEG" -> {
                JpegScans.check(file, header);
                yield new Picture(file, header.orientation());
            }
            default -> new Picture(file, header.orientation());
        };
    }
}
