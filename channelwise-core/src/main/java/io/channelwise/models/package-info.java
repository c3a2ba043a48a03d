/** The networks, a family a file; the registry of their names; the summary of what a network computes. */
package io.channelwise.models;
