package io.attributable.cli.request;

import io.attributable.AttributionMethod;
import io.attributable.GradientXActivation;
import io.attributable.Methods;
import io.attributable.inputs.CardMethod;
import io.attributable.inputs.card.SignatureCard;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a request says about the method.
 *
 * @param name empty for the model card's, or gradient × activation
 * @param parameters those that were given, as {@link Methods#of(String, Map)} takes them
 */
public record MethodChoice(Optional<String> name, Map<String, Object> parameters) {
  /** Copies the map. */
  public MethodChoice {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }

  /**
   * The method, with what the card says where the request says nothing.
   *
   * @throws io.attributable.AttributionException UNKNOWN_METHOD, METHOD_PARAMETER, UNREADABLE_FILE
   */
  public AttributionMethod method(SignatureCard card) {
    return CardMethod.of(card, name, parameters, new GradientXActivation().name());
  }
}
