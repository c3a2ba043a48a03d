/**
 * Images, datasets, transforms and the loader that turns them into batches.
 *
 * <p>All of it works on plain Java arrays, so that it can run on worker threads beside the training step. A command
 * line's data word becomes a {@link io.channelwise.data.DatasetSpec}, which opens as
 * {@link io.channelwise.data.Splits}; a {@link io.channelwise.data.Loader} then makes batches of it.
 */
package io.channelwise.data;
