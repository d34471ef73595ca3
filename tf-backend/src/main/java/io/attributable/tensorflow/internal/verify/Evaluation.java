package io.attributable.tensorflow.internal.verify;

/**
 * The model evaluated at one point.
 *
 * @param explained the explained value of each example
 * @param gradient the tape's gradient there, with respect to the tensor's values
 */
@SuppressWarnings("ArrayRecordComponent") // Large, and never compared.
public record Evaluation(double[] explained, double[] gradient) {}
