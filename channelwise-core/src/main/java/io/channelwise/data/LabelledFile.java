package io.channelwise.data;

import java.nio.file.Path;

/** An image file of a class. */
record LabelledFile(Path file, int label) {}
