package io.channelwise.report;

/**
 * A test picture that was taken for another class.
 *
 * @param id what the data set calls the sample, such as its file name
 * @param actual the class it belongs to
 * @param predicted the class it was taken for
 * @param confidence the predicted class's probability, 0 to 1
 * @param png the picture as a PNG file, see {@link PngImages#encode}; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // two mistakes are never compared
public record Mistake(String id, String actual, String predicted, double confidence, byte[] png) {}
