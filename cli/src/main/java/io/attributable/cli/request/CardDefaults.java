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
    List<String> names = signature.classes(output);
    return new ClassNames(names, names.isEmpty() ? output.map(this::elsewhere).orElse("") : "");
  }

  /** What the card names, though not for this output. */
  private String elsewhere(String output) {
    return signature.outputs().values().stream()
        .filter(named -> !named.classes().isEmpty())
        .findFirst()
        .map(
            named ->
                ("; the model card names the classes of output \"%s\", not of \"%s\": if these are"
                        + " the same, say so with \"layers\": [\"%s\"] beside \"classes\"")
                    .formatted(named.name(), output, output))
        .orElse("");
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
        .filter(text -> PlannedMethod.of(method).plan().explains())
        .map(text -> TargetText.read(text, classes));
  }
}
