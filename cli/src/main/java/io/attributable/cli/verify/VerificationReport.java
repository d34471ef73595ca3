package io.attributable.cli.verify;

import io.attributable.AttributionMethod;
import io.attributable.Smoothing;
import io.attributable.cli.reply.InputNotes;
import io.attributable.tensorflow.verify.Verification;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What came of verifying layers.
 *
 * @param model its directory as it was given
 * @param signature the signature that was run
 * @param method whose gradients were verified
 * @param smoothing the noise that convergence is about
 * @param madeInputs shapes of the inputs that were made up, by their names
 * @param notes what was assumed of those that were read
 */
public record VerificationReport(
    String model,
    String signature,
    AttributionMethod method,
    Optional<Smoothing> smoothing,
    Map<String, String> madeInputs,
    InputNotes notes,
    Verification verification) {
  /** Copies the map, in its order. */
  public VerificationReport {
    madeInputs = Collections.unmodifiableMap(new LinkedHashMap<>(madeInputs));
  }
}
