package io.attributable.cli.inspect;

import io.attributable.ErrorCode;
import io.attributable.graph.savedmodel.UnsupportedSignature;
import io.attributable.model.FunctionDescription;
import java.util.List;

/**
 * The content of a model.
 *
 * @param model its directory as it was given
 * @param signatures sorted by name; of a model without any, the default function
 * @param unserved signatures that cannot be served
 * @param functions those that can be named instead of a signature
 */
public record ModelReport(
    String model,
    List<SignatureReport> signatures,
    List<UnsupportedSignature> unserved,
    List<FunctionDescription> functions) {
  /** Copies the lists. */
  public ModelReport {
    signatures = List.copyOf(signatures);
    unserved = List.copyOf(unserved);
    functions = List.copyOf(functions);
  }

  /** Of some signatures alone. */
  static ModelReport of(String model, List<SignatureReport> signatures) {
    return new ModelReport(model, signatures, List.of(), List.of());
  }

  /** Whether the layers of every signature that can be served could be found. */
  public boolean isComplete() {
    return signatures.stream()
        .flatMap(signature -> signature.problem().stream())
        .allMatch(problem -> problem.code() == ErrorCode.UNSUPPORTED_SIGNATURE);
  }
}
