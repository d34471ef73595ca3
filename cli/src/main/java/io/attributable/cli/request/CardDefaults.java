package io.attributable.cli.request;

import io.attributable.AttributionMethod;
import io.attributable.Features;
import io.attributable.Target;
import io.attributable.graph.method.PlannedMethod;
import io.attributable.inputs.card.SignatureCard;
import java.util.List;
import java.util.Optional;

/**
 * What a model card says where a request says nothing.
 *
 * @param signature the card of the request's signature
 */
public record CardDefaults(SignatureCard signature) {

  /** The layers of a request, or those of the card where it has none. */
  public List<String> layers(List<String> requested, boolean all) {
    return requested.isEmpty() && !all ? signature.defaults().layers() : requested;
  }

  /** What features are called. */
  public Features features() {
    return signature.features();
  }

  /** The output that is explained. */
  public Optional<String> output() {
    return signature.defaults().output();
  }

  /** The names of the classes of an output. */
  public ClassNames classes(Optional<String> output) {
    return new ClassNames(signature.classes(output));
  }

  /**
   * The target, where the method has one.
   *
   * @throws io.attributable.AttributionException TARGET_INVALID
   */
  public Optional<Target> target(ClassNames classes, AttributionMethod method) {
    return signature
        .defaults()
        .target()
        .filter(text -> PlannedMethod.of(method).plan().differentiates())
        .map(text -> TargetText.read(text, classes));
  }
}
