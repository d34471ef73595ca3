package io.attributable.requests;

import com.fasterxml.jackson.databind.JsonNode;
import io.attributable.AttributionMethod;
import io.attributable.FeatureGrouping;
import io.attributable.GradientXActivation;
import io.attributable.Methods;
import io.attributable.Mode;
import io.attributable.graph.tensor.Dtype;
import io.attributable.inputs.CardMethod;
import io.attributable.inputs.card.SignatureCard;
import io.attributable.model.SignatureDescription;
import io.attributable.model.TensorDescription;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tensorflow.ndarray.NdArray;

/**
 * Reads a method: its name, or an object with its name and its parameters. Arrays by input are
 * lists in the request: the server reads no files.
 */
public final class MethodReader {
  public static final String METHOD = "method";
  static final String MODE = "mode";
  private static final String NAME = "name";
  private static final String MEAN = "mean";

  /** Holds the numbers of features, whatever the input holds. */
  private static final String MASK = "mask";

  /** May be a truth value, which is 0 or 1. */
  private static final String BASELINE = "baseline";

  /** Have numbers along dimensions, and no arrays. */
  private static final Set<String> LISTS = Set.of("window", "strides");

  private final JsonPlace place;
  private final SignatureDescription signature;

  /**
   * A reader.
   *
   * @param place of the request
   * @param signature whose dtypes arrays get
   */
  public MethodReader(JsonPlace place, SignatureDescription signature) {
    this.place = place;
    this.signature = signature;
  }

  /**
   * The method.
   *
   * @param card what is meant where the request says nothing about it
   * @param absent of requests that name none
   * @throws io.attributable.AttributionException BAD_REQUEST, UNKNOWN_METHOD, METHOD_PARAMETER
   */
  public AttributionMethod read(JsonFields body, SignatureCard card, AttributionMethod absent) {
    Optional<JsonNode> method = body.value(METHOD);
    Map<String, Object> parameters = new LinkedHashMap<>();
    if (body.value(MODE).isPresent()) {
      Mode mode = body.constant(MODE, Mode.GLOBAL);
      parameters.putAll(new GradientXActivation(mode).parameters());
    }
    if (method.isEmpty()) {
      return parameters.isEmpty()
          ? absent
          : Methods.of(new GradientXActivation().name(), parameters);
    }
    JsonNode given = method.get();
    if (given.isTextual()) {
      return of(card, given.textValue(), parameters);
    }
    if (!given.isObject() || !given.path(NAME).isTextual()) {
      throw place.mustBe(
          METHOD,
          "a name, or an object with a name and parameters, such as {\"name\": \"grad-cam\"}",
          given);
    }
    for (Map.Entry<String, JsonNode> entry : given.properties()) {
      if (!entry.getKey().equals(NAME) && !entry.getValue().isNull()) {
        parameters.put(entry.getKey(), value(entry.getKey(), entry.getValue()));
      }
    }
    return of(card, given.path(NAME).textValue(), parameters);
  }

  private static AttributionMethod of(
      SignatureCard card, String name, Map<String, Object> parameters) {
    return CardMethod.of(card, Optional.of(name), parameters, name);
  }

  private Object value(String parameter, JsonNode value) {
    boolean byInput =
        Methods.parameters().stream()
            .anyMatch(known -> known.name().equals(parameter) && known.byInput());
    return value.isObject() && byInput ? byInput(parameter, value) : JsonFields.plain(value);
  }

  private Map<String, Object> byInput(String parameter, JsonNode object) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      if (!entry.getValue().isNull()) {
        values.put(entry.getKey(), ofInput(parameter, entry.getKey(), entry.getValue()));
      }
    }
    return values;
  }

  private Object ofInput(String parameter, String input, JsonNode value) {
    if (value.isArray() && LISTS.contains(parameter)) {
      return JsonFields.plain(value);
    }
    if (value.isArray() && parameter.equals(MASK)) {
      return ArrayReader.read(place, input, Dtype.INT64, value);
    }
    if (value.isArray()) {
      return array(input, value);
    }
    if (value.isObject() && value.size() == 1 && value.path(MEAN).isArray()) {
      return Map.of(MEAN, array(input, value.get(MEAN)));
    }
    if (value.isBoolean() && parameter.equals(BASELINE)) {
      return value.booleanValue() ? 1 : 0;
    }
    boolean grouping = parameter.equals(MASK) && FeatureGrouping.read(value.asText()).isPresent();
    if (value.isNumber() || value.isObject() || grouping) {
      return JsonFields.plain(value);
    }
    throw place.wrong(
        "\"%s\" of \"%s\" must be a number, lists of numbers, {\"blur\": 5} or {\"mean\": lists}, but is %s"
            .formatted(parameter, JsonFields.shortened(input), JsonFields.shortened(value)));
  }

  /** Of the input's type; of a layer, numbers of 32 bits. */
  public NdArray<?> array(String input, JsonNode value) {
    Dtype dtype =
        signature.inputs().stream()
            .filter(known -> known.name().equals(input))
            .map(TensorDescription::dtype)
            .flatMap(name -> Dtype.named(name).stream())
            .findFirst()
            .orElse(Dtype.FLOAT32);
    return ArrayReader.read(place, input, dtype, value);
  }
}
