package io.attributable.cli.request;

import io.attributable.inputs.card.SignatureCard;
import java.util.Optional;

/** The model cards of signatures. */
@FunctionalInterface
public interface SignatureCards {
  /** Nothing is known of any signature. */
  SignatureCards NONE = signature -> SignatureCard.EMPTY;

  /**
   * What the card says about a signature.
   *
   * @param signature its name; empty for the model's default
   * @throws io.attributable.AttributionException UNKNOWN_SIGNATURE, CARD_MISMATCH
   */
  SignatureCard of(Optional<String> signature);
}
