/** The {@code channelwise} command: each subcommand is a thin page over the library. */
package io.channelwise.cli;
