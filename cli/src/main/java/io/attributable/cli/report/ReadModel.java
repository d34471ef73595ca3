package io.attributable.cli.report;

import io.attributable.inputs.ReadInputs;
import io.attributable.inputs.card.SignatureCard;
import io.attributable.model.SignatureDescription;

/**
 * What is known of a signature and its inputs.
 *
 * @param card what people call them
 * @param inputs that were read
 */
public record ReadModel(SignatureDescription signature, SignatureCard card, ReadInputs inputs) {}
