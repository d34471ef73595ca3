package io.attributable.cli;

import io.attributable.Baseline;
import io.attributable.BaselineMethod;
import io.attributable.cli.request.Request;
import io.attributable.inputs.view.InputView;
import io.attributable.model.SignatureDescription;
import java.util.List;
import java.util.Optional;

/**
 * Tells of a table's features that are the same at the baseline as in each example, as texts and
 * whole numbers are unless the request names a baseline of theirs: they speak for nothing, which
 * looks like an answer.
 */
final class KeptFeatures {
  private static final List<String> MOVED = List.of("float", "bfloat16", "complex");

  /**
   * In front of inputs that are explained themselves; of those which are not nothing is expected.
   */
  private static final String INPUT = "input:";

  private KeptFeatures() {}

  /** The note; empty where all features can move. */
  static Optional<String> note(
      Request request, SignatureDescription signature, List<InputView> views) {
    if (!(request.method() instanceof BaselineMethod method)
        || request.layers().stream().allMatch(layer -> layer.startsWith(INPUT))
        || request.layers().stream().anyMatch(method.baseline().arrays()::containsKey)) {
      return Optional.empty();
    }
    List<String> kept =
        views.stream()
            .filter(InputView.Table.class::isInstance)
            .flatMap(view -> view.inputs().stream())
            .filter(name -> isKept(signature, method.baseline(), name))
            .toList();
    return kept.isEmpty()
        ? Optional.empty()
        : Optional.of(
            ("No baseline is named for \"%s\": at the baseline these are what they are in each"
                    + " example, so that nothing is said of them. Name one, such as %s=%s.")
                .formatted(
                    String.join("\", \"", kept),
                    kept.get(0),
                    signature.input(kept.get(0)).dtype().equals("string") ? "\"TEXT\"" : "NUMBER"));
  }

  private static boolean isKept(SignatureDescription signature, Baseline baseline, String name) {
    String dtype = signature.input(name).dtype();
    return MOVED.stream().noneMatch(dtype::startsWith)
        && !baseline.arrays().containsKey(name)
        && !baseline.blurs().containsKey(name);
  }
}
