package io.channelwise.train;

import io.channelwise.report.EpochRecord;
import java.util.List;

/** Ends a run whose test top-1 no longer rises. */
final class EarlyStopping {

    private EarlyStopping() {}

    /** Whether so many epochs in a row were no better than the best before them; never with a patience of 0. */
    static boolean isDue(List<EpochRecord> epochs, int patience) {
        return patience > 0 && !epochs.isEmpty() && epochs.size() - RunRecorder.bestEpoch(epochs) >= patience;
    }
}
