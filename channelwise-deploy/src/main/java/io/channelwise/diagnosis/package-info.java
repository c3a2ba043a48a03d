/**
 * What this machine is, what the native libraries make of it, and whether they compute rightly on it: start from
 * {@link io.channelwise.diagnosis.Doctor}.
 *
 * <p>All that is native runs in child processes, since a library that does not suit a processor ends its process.
 */
package io.channelwise.diagnosis;
