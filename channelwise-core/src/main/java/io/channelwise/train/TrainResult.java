package io.channelwise.train;

import io.channelwise.inference.Evaluation;
import io.channelwise.report.EpochRecord;
import java.util.List;

/**
 * What a run came to.
 *
 * @param run its folder
 * @param epochs the records of its epochs
 * @param evaluation of the best checkpoint on the test images
 */
public record TrainResult(RunDirectory run, List<EpochRecord> epochs, Evaluation evaluation) {}
