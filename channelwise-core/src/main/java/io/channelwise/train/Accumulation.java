package io.channelwise.train;

/**
 * Which batches of an epoch make a step together: as many in a row as one large batch is divided into, and at the end
 * what is left.
 *
 * @param batches of an epoch
 * @param perStep batches that make a step
 */
record Accumulation(int batches, int perStep) {

    int stepsPerEpoch() {
        return (batches + perStep - 1) / perStep;
    }

    /** The step of the run that a batch of an epoch belongs to. */
    long step(int epoch, int batch) {
        return (long) epoch * stepsPerEpoch() + batch / perStep;
    }

    /** The part of its step's gradient that a batch gives. */
    double share(int batch) {
        return 1.0 / Math.min(perStep, batches - batch / perStep * perStep);
    }

    /** Whether a batch is the last one of its step. */
    boolean endsStep(int batch) {
        return batch + 1 == batches || (batch + 1) % perStep == 0;
    }
}
