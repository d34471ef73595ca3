package io.attributable.inputs;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.Suggestions;
import java.util.List;

/**
 * What a card says that the model does not have.
 *
 * @param origin of the card
 * @param signature the name that it is about
 */
record CardMismatches(String origin, String signature) {

  AttributionException of(String problem) {
    return new AttributionException(ErrorCode.CARD_MISMATCH, origin, signature, problem);
  }

  /**
   * A name that the model does not have.
   *
   * @param what such as {@code input}
   * @param names that it has
   */
  AttributionException unknown(String what, String name, List<String> names) {
    return of(
        "it describes %s \"%s\", but the model has %s%s"
            .formatted(what, name, quoted(names), meant(name, names)));
  }

  /** A name that the model does not have, of many. */
  AttributionException unknownNear(String what, String name, List<String> names) {
    return of(
        "it describes %s \"%s\", which is none of the model's %d%s"
            .formatted(what, name, names.size(), meant(name, names)));
  }

  /** Signatures that the model does not have. */
  AttributionException noSignature(List<String> names) {
    return of("the model has no such signature, but " + quoted(names) + meant(signature, names));
  }

  private static String quoted(List<String> names) {
    return names.isEmpty() ? "none" : "\"" + String.join("\", \"", names) + "\"";
  }

  private static String meant(String name, List<String> names) {
    List<String> nearest = Suggestions.nearest(name, names);
    return nearest.isEmpty() ? "" : " (did you mean \"" + nearest.get(0) + "\"?)";
  }
}
