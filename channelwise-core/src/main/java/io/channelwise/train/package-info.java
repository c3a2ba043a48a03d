/** Training: recipes, optimisers, schedules of the learning rate, the loop, evaluation, and the run directory. */
package io.channelwise.train;
