package io.channelwise.report;

/**
 * A command line that the reader of a report may want next.
 *
 * @param purpose what it does, such as {@code Repeat this run}
 * @param line the whole command, ready to paste into a shell
 */
public record Command(String purpose, String line) {}
