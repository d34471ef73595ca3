package io.attributable;

/**
 * The explained output, from the same run as the attribution.
 *
 * @param output the output's name as the request or the signature has it
 * @param tensor its values; dimension 0 is the example
 */
public record Prediction(String output, AttributedTensor tensor) {}
