package io.channelwise.data;

import java.nio.file.Path;

/**
 * An image file of a class.
 *
 * @param name from the folder of the classes on, with slashes, such as {@code ant/garden/1.jpg}
 */
record LabelledFile(Path file, int label, String name) {}
