package io.channelwise.data;

/**
 * One labelled image.
 *
 * @param image the decoded image
 * @param label the index of its class
 * @param id where it comes from: a file's path, or a record's number such as {@code test record 17}
 */
public record Sample(Image image, int label, String id) {}
