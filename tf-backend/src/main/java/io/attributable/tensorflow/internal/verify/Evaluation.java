package io.attributable.tensorflow.internal.verify;

/**
 * The model at one place.
 *
 * @param explained the explained number of each example
 * @param gradient what the tape says there, of the tensor's numbers
 */
@SuppressWarnings("ArrayRecordComponent") // Large, and never compared.
public record Evaluation(double[] explained, double[] gradient) {}
