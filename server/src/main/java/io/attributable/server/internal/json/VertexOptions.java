package io.attributable.server.internal.json;

import static io.attributable.requests.JsonPlace.BODY;

import com.fasterxml.jackson.databind.JsonNode;
import io.attributable.AttributionException;
import io.attributable.AttributionMethod;
import io.attributable.Baseline;
import io.attributable.BaselineMethod;
import io.attributable.IntegratedGradients;
import io.attributable.Port;
import io.attributable.ReasonSide;
import io.attributable.Reduction;
import io.attributable.Smoothing;
import io.attributable.Target;
import io.attributable.UnusedLayer;
import io.attributable.Xrai;
import io.attributable.inputs.CardMethod;
import io.attributable.inputs.card.SignatureCard;
import io.attributable.model.SignatureDescription;
import io.attributable.requests.ExplainOptions;
import io.attributable.requests.JsonFields;
import io.attributable.requests.MethodReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.tensorflow.ndarray.NdArray;

/**
 * Reads {@code explanationSpecOverride}: {@code parameters} with a method, {@code topK} and {@code
 * outputIndices}, and {@code metadata} with baselines of inputs.
 */
final class VertexOptions {
  private static final String GRADIENTS = "integratedGradientsAttribution";
  private static final String XRAI = "xraiAttribution";
  private static final String SMOOTH = "smoothGradConfig";
  private static final String SHAPLEY = "sampledShapleyAttribution";
  private static final List<String> PARAMETERS =
      List.of(GRADIENTS, XRAI, SHAPLEY, "topK", "outputIndices");

  private final SignatureDescription signature;
  private final SignatureCard card;
  private final AttributionMethod absent;

  VertexOptions(SignatureDescription signature, SignatureCard card, AttributionMethod absent) {
    this.signature = signature;
    this.card = card;
    this.absent = absent;
  }

  /**
   * The options.
   *
   * @throws AttributionException BAD_REQUEST, METHOD_PARAMETER, NOISE_INVALID
   */
  ExplainOptions read(Optional<JsonNode> override) {
    Optional<JsonFields> spec = override.map(VertexOptions::fields);
    spec.ifPresent(known -> known.checkKeys(List.of("parameters", "metadata")));
    Optional<JsonFields> parameters =
        spec.flatMap(known -> known.value("parameters")).map(VertexOptions::fields);
    parameters.ifPresent(known -> known.checkKeys(PARAMETERS));
    AttributionMethod method = parameters.map(this::method).orElse(absent);
    return new ExplainOptions(
        card.defaults().layers(),
        Port.OUTPUT,
        withBaselines(method, spec.flatMap(known -> known.value("metadata"))),
        card.defaults().output(),
        parameters.map(VertexOptions::targets).orElse(List.of()),
        false,
        parameters.map(VertexOptions::topK).orElseGet(OptionalInt::empty),
        UnusedLayer.ZEROS,
        Reduction.none(),
        parameters.flatMap(VertexOptions::smoothing),
        Optional.empty(),
        OptionalInt.empty(),
        ReasonSide.AGAINST,
        card.features(),
        true);
  }

  private static JsonFields fields(JsonNode object) {
    return JsonFields.of(BODY, object);
  }

  private AttributionMethod method(JsonFields parameters) {
    if (parameters.value(SHAPLEY).isPresent()) {
      throw BODY.wrong(
          "\"sampledShapleyAttribution\" is not offered; \"integratedGradientsAttribution\" and"
              + " \"xraiAttribution\" are");
    }
    Optional<JsonNode> gradients = parameters.value(GRADIENTS);
    Optional<JsonNode> xrai = parameters.value(XRAI);
    if (gradients.isPresent() && xrai.isPresent()) {
      throw BODY.wrong("\"parameters\" name two methods");
    }
    return gradients
        .map(config -> ofSteps(new IntegratedGradients().name(), config))
        .or(() -> xrai.map(config -> ofSteps(new Xrai().name(), config)))
        .orElse(absent);
  }

  private AttributionMethod ofSteps(String name, JsonNode config) {
    JsonFields fields = fields(config);
    fields.checkKeys(List.of("stepCount", SMOOTH, "blurBaselineConfig"));
    if (fields.value("blurBaselineConfig").isPresent()) {
      throw BODY.wrong("\"blurBaselineConfig\" is not offered");
    }
    Map<String, Object> parameters = new LinkedHashMap<>();
    fields.value("stepCount").ifPresent(steps -> parameters.put("steps", JsonFields.plain(steps)));
    return CardMethod.of(card, Optional.of(name), parameters, name);
  }

  /** Each with a list of baselines, whose means are compared with; here of one. */
  private AttributionMethod withBaselines(AttributionMethod method, Optional<JsonNode> metadata) {
    Map<String, NdArray<?>> arrays = new LinkedHashMap<>();
    metadata.ifPresent(
        known ->
            known
                .path("inputs")
                .properties()
                .forEach(input -> addBaseline(arrays, input.getKey(), input.getValue())));
    if (arrays.isEmpty()) {
      return method;
    }
    if (!(method instanceof BaselineMethod compared)) {
      throw BODY.wrong("method \"" + method.name() + "\" has no \"inputBaselines\"");
    }
    return compared.withBaseline(Baseline.of(0, arrays));
  }

  private void addBaseline(Map<String, NdArray<?>> arrays, String input, JsonNode metadata) {
    JsonNode baselines = metadata.path("inputBaselines");
    if (baselines.isMissingNode() || baselines.isNull()) {
      return;
    }
    if (!baselines.isArray() || baselines.size() != 1) {
      throw BODY.mustBe("inputBaselines", "a list of one baseline", baselines);
    }
    signature.input(input);
    arrays.put(input, new MethodReader(BODY, signature).array(input, baselines.get(0)));
  }

  private static List<Target> targets(JsonFields parameters) {
    List<Target> targets = new ArrayList<>();
    parameters
        .value("outputIndices")
        .ifPresent(
            list -> {
              if (!list.isArray()) {
                throw BODY.mustBe("outputIndices", "a list of whole numbers", list);
              }
              list.forEach(index -> targets.add(Target.read(JsonFields.plain(index))));
            });
    return targets;
  }

  private static OptionalInt topK(JsonFields parameters) {
    return parameters
        .value("topK")
        .map(
            count -> {
              if (!count.isInt() || count.intValue() < 1) {
                throw BODY.mustBe("topK", "a number from 1 on", count);
              }
              return OptionalInt.of(count.intValue());
            })
        .orElseGet(OptionalInt::empty);
  }

  private static Optional<Smoothing> smoothing(JsonFields parameters) {
    return parameters
        .value(GRADIENTS)
        .or(() -> parameters.value(XRAI))
        .map(method -> method.path(SMOOTH))
        .filter(JsonNode::isObject)
        .map(
            config -> {
              Map<String, Object> values = new LinkedHashMap<>();
              values.put("kind", "smoothgrad");
              if (config.has("noisySampleCount")) {
                values.put("samples", JsonFields.plain(config.get("noisySampleCount")));
              }
              values.put("stdev", stdev(config));
              return Smoothing.of(values);
            });
  }

  private static Object stdev(JsonNode config) {
    if (!config.has("featureNoiseSigma")) {
      return config.has("noiseSigma") ? JsonFields.plain(config.get("noiseSigma")) : 0.1;
    }
    Map<String, Object> byInput = new LinkedHashMap<>();
    config
        .path("featureNoiseSigma")
        .path("noiseSigma")
        .forEach(
            each -> byInput.put(each.path("name").asText(), JsonFields.plain(each.path("sigma"))));
    return byInput;
  }
}
