package io.attributable.spark.internal.request;

import io.attributable.AttributionMethod;
import io.attributable.AttributionRequest;
import io.attributable.GradientXActivation;
import io.attributable.LayerPort;
import io.attributable.Target;
import io.attributable.inputs.CardMethod;
import io.attributable.inputs.card.SignatureCard;
import io.attributable.model.SignatureDescription;
import io.attributable.requests.ExplainOptions;
import io.attributable.requests.ImpliedOptions;
import io.attributable.requests.JsonFields;
import io.attributable.requests.JsonPlace;
import io.attributable.requests.OptionsReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is explained, read for a model: the same on the driver and in executors. Immutable.
 *
 * @param layers addresses, in the order of the output
 * @param target of rows that have none of their own
 */
public record Explained(
    SignatureDescription signature,
    SignatureCard card,
    ExplainOptions options,
    List<String> layers,
    Target target) {
  /** There is no body of a request here. */
  private static final JsonPlace PARAMS = new JsonPlace("of the params");

  /** Copies the list. */
  public Explained {
    layers = List.copyOf(layers);
  }

  /**
   * Reads a request.
   *
   * @throws io.attributable.AttributionException BAD_REQUEST, UNKNOWN_METHOD, METHOD_PARAMETER,
   *     TARGET_INVALID, REDUCTION_INVALID, NOISE_INVALID, FEATURES_INVALID
   */
  public static Explained of(RequestText text, SignatureDescription signature, SignatureCard card) {
    JsonFields fields = JsonFields.of(PARAMS, text.read());
    fields.checkKeys(OptionsReader.KEYS);
    AttributionMethod byDefault =
        CardMethod.of(card, Optional.empty(), Map.of(), new GradientXActivation().name());
    ExplainOptions options = new OptionsReader(fields, signature, card).read(byDefault);
    List<String> layers = ImpliedOptions.layers(PARAMS, signature, options);
    return new Explained(signature, card, options, layers, target(signature, options));
  }

  private static Target target(SignatureDescription signature, ExplainOptions options) {
    return options.targets().isEmpty()
        ? ImpliedOptions.target(signature, options)
        : options.targets().get(0);
  }

  /** Names of the classes of the output; none where nobody named them. */
  public List<String> classes() {
    return card.classes(options.output());
  }

  /** The request, without examples. */
  public AttributionRequest request(boolean prediction) {
    AttributionRequest request =
        new AttributionRequest(
            Optional.of(signature.name()),
            layers.stream().map(layer -> new LayerPort(layer, options.port())).toList(),
            Optional.empty(),
            options.method(),
            options.output(),
            target,
            Map.of(),
            Optional.empty(),
            options.unused(),
            options.reduction(),
            false,
            options.smoothing(),
            options.features());
    return prediction ? request.withPrediction() : request;
  }
}
