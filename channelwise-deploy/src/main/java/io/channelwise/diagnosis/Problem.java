package io.channelwise.diagnosis;

/**
 * Something that is wrong here.
 *
 * @param what is wrong
 * @param advice what to do
 */
public record Problem(String what, String advice) {}
