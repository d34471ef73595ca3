package io.attributable.requests;

import com.fasterxml.jackson.databind.JsonNode;
import io.attributable.AttributionException;
import io.attributable.AttributionMethod;
import io.attributable.ErrorCode;
import io.attributable.Features;
import io.attributable.Port;
import io.attributable.ReasonSide;
import io.attributable.Reduction;
import io.attributable.Smoothing;
import io.attributable.Target;
import io.attributable.UnusedLayer;
import io.attributable.inputs.card.SignatureCard;
import io.attributable.model.SignatureDescription;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Reads what a request of this library's own form asks for: as the command line's requests do. */
public final class OptionsReader {
  /** What stands beside the examples. */
  public static final List<String> KEYS =
      List.of(
          "layers",
          "port",
          MethodReader.METHOD,
          MethodReader.MODE,
          "output",
          "target",
          "targets",
          "unused",
          "weights",
          "reduce",
          "smooth",
          "reasons",
          "features",
          "prediction");

  private static final String ALL = "all";

  private final JsonFields body;
  private final SignatureDescription signature;
  private final SignatureCard card;
  private final Optional<String> output;

  /**
   * Reads options.
   *
   * @param card what is meant where the request says nothing
   */
  public OptionsReader(JsonFields body, SignatureDescription signature, SignatureCard card) {
    this.body = body;
    this.signature = signature;
    this.card = card;
    this.output = body.text("output").or(card.defaults()::output);
  }

  /**
   * The options.
   *
   * @param method of requests that name none
   * @throws AttributionException BAD_REQUEST, UNKNOWN_METHOD, METHOD_PARAMETER, TARGET_INVALID,
   *     REDUCTION_INVALID, NOISE_INVALID, FEATURES_INVALID
   */
  public ExplainOptions read(AttributionMethod method) {
    List<String> layers = layers();
    return new ExplainOptions(
        layers,
        body.constant("port", Port.OUTPUT),
        new MethodReader(body.place(), signature).read(body, card, method),
        output,
        targets(),
        body.value("targets").filter(all -> ALL.equals(all.textValue())).isPresent(),
        OptionalInt.empty(),
        // Where all inputs are explained, nobody asked for the one that makes no difference.
        body.constant("unused", layers.isEmpty() ? UnusedLayer.ZEROS : UnusedLayer.ERROR),
        body.text("reduce").map(Reduction::parse).orElseGet(Reduction::none),
        smoothing(),
        weights(),
        reasons(),
        side(),
        card.features()
            .and(
                body.value("features")
                    .map(value -> Features.read(JsonFields.plain(value), body.place()::wrong))
                    .orElseGet(Features::none)),
        body.truth("prediction", true));
  }

  private List<String> layers() {
    List<String> layers = new ArrayList<>();
    body.value("layers")
        .ifPresent(
            list -> {
              for (JsonNode layer : list) {
                layers.add(String.valueOf(layer.textValue()));
              }
              if (!list.isArray() || layers.contains("null")) {
                throw body.place().mustBe("layers", "a list of names", list);
              }
            });
    return layers.isEmpty() ? card.defaults().layers() : layers;
  }

  private List<Target> targets() {
    TargetNames names = new TargetNames(card.classes(output));
    Optional<JsonNode> one = body.value("target");
    Optional<JsonNode> several = body.value("targets");
    if (one.isPresent() && several.isPresent()) {
      throw body.place().wrong("\"target\" and \"targets\" cannot stand beside each other");
    }
    if (several.isEmpty() || ALL.equals(several.get().textValue())) {
      return one.<Object>map(JsonFields::plain)
          .or(() -> several.isEmpty() ? card.defaults().target() : Optional.empty())
          .map(value -> List.of(names.read(value)))
          .orElse(List.of());
    }
    if (!several.get().isArray()) {
      throw new AttributionException(
          ErrorCode.TARGET_INVALID,
          JsonFields.shortened(several.get()),
          "several targets are a list of targets, or \"all\"");
    }
    List<Target> targets = new ArrayList<>();
    several.get().forEach(target -> targets.add(names.read(JsonFields.plain(target))));
    return targets;
  }

  private Optional<Smoothing> smoothing() {
    return body.value("smooth")
        .map(
            value -> {
              if (!value.isObject()) {
                throw body.place()
                    .mustBe(
                        "smooth",
                        "an object such as {\"kind\": \"smoothgrad\", \"samples\": 5, \"stdev\":"
                            + " 0.1}",
                        value);
              }
              Map<String, Object> parameters = new LinkedHashMap<>();
              value.properties().stream()
                  .filter(entry -> !entry.getValue().isNull())
                  .forEach(
                      entry -> parameters.put(entry.getKey(), JsonFields.plain(entry.getValue())));
              return Smoothing.of(parameters);
            });
  }

  private Optional<List<Double>> weights() {
    return body.value("weights")
        .map(
            list -> {
              List<Double> weights = new ArrayList<>();
              for (JsonNode weight : list) {
                if (!weight.isNumber()) {
                  throw body.place().mustBe("weights", "a list of numbers", list);
                }
                weights.add(weight.doubleValue());
              }
              if (!list.isArray()) {
                throw body.place().mustBe("weights", "a list of numbers", list);
              }
              return weights;
            });
  }

  private OptionalInt reasons() {
    Optional<JsonNode> value = body.value("reasons");
    if (value.isEmpty()) {
      return OptionalInt.empty();
    }
    JsonNode count = value.get().isObject() ? value.get().path("count") : value.get();
    boolean known =
        value.get().properties().stream()
            .allMatch(entry -> Set.of("count", "side").contains(entry.getKey()));
    if (!count.isInt() || count.intValue() < 1 || !known) {
      throw body.place()
          .mustBe(
              "reasons",
              "a number from 1 on, or an object such as {\"count\": 4, \"side\": \"against\"} or"
                  + " \"for\"",
              value.get());
    }
    return OptionalInt.of(count.intValue());
  }

  private ReasonSide side() {
    return body.value("reasons")
        .filter(JsonNode::isObject)
        .map(value -> body.within(value).constant("side", ReasonSide.AGAINST))
        .orElse(ReasonSide.AGAINST);
  }
}
