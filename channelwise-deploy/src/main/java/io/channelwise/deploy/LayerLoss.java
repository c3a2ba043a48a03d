package io.channelwise.deploy;

/**
 * What one layer loses by int8.
 *
 * @param layer its name in the graph, {@code layer1.0.conv1/Conv}
 * @param operator its ONNX type
 * @param decibels how far the logits' energy is above that of their error while this layer alone is in int8, on eight
 *     calibration images: {@code 10 log10(sum y^2 / sum (y - y8)^2)}; infinite where nothing changes
 */
public record LayerLoss(String layer, String operator, double decibels) {}
