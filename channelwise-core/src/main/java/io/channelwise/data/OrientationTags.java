package io.channelwise.data;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Collects what an image file says of its orientation, in EXIF and, where that says nothing, in XMP. */
final class OrientationTags {

    /** As an attribute or as an element. */
    private static final Pattern XMP_ORIENTATION = Pattern.compile("tiff:Orientation(?:=[\"']|>)([0-9])");

    private Optional<Orientation> exif = Optional.empty();
    private Optional<Orientation> xmp = Optional.empty();

    /** Takes a block of EXIF; the first that speaks of it counts. */
    void exif(byte[] block) {
        exif = exif.or(() -> Exif.orientation(block));
    }

    /** Takes a packet of XMP. */
    void xmp(byte[] packet) {
        if (xmp.isEmpty()) {
            Matcher matcher = XMP_ORIENTATION.matcher(new String(packet, StandardCharsets.ISO_8859_1));
            xmp = matcher.find() ? Optional.of(Orientation.of(Integer.parseInt(matcher.group(1)))) : xmp;
        }
    }

    /** Upright where nothing is said. */
    Orientation orientation() {
        return exif.or(() -> xmp).orElse(Orientation.UPRIGHT);
    }
}
