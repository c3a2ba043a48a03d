package io.channelwise.train;

import io.channelwise.inference.PassListener;
import io.channelwise.report.EpochRecord;

/** Hears how training goes on, on the thread that runs it. */
public interface TrainingListener extends PassListener {

    /** Hears nothing. */
    TrainingListener NONE = new TrainingListener() {};

    /** Something that the user should know. */
    default void note(String sentence) {}

    /** An epoch is trained, tested and saved. */
    default void epochFinished(EpochRecord epoch, int epochs) {}
}
