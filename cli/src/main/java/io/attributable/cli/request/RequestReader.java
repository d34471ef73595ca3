package io.attributable.cli.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.attributable.AttributionException;
import io.attributable.AttributionMethod;
import io.attributable.Features;
import io.attributable.Port;
import io.attributable.Reduction;
import io.attributable.Target;
import io.attributable.UnusedLayer;
import io.attributable.inputs.card.ImagePreprocess;
import io.attributable.inputs.card.ModelCardReader;
import io.attributable.inputs.source.InputSource;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns the JSON of a request into the request. */
final class RequestReader {
  private static final String ALL = "all";
  private static final ObjectMapper VALUES = new ObjectMapper();

  private final RequestFields fields;
  private final Path folder;
  private final Optional<String> defaultSignature;
  private final SignatureCards cards;

  /**
   * A reader of one request.
   *
   * @param folder what relative files are relative to
   * @param defaultSignature the signature of requests that name none
   * @param cards what is meant where a request says nothing
   */
  RequestReader(
      RequestFields fields, Path folder, Optional<String> defaultSignature, SignatureCards cards) {
    this.fields = fields;
    this.folder = folder;
    this.defaultSignature = defaultSignature;
    this.cards = cards;
  }

  /**
   * The request.
   *
   * @throws AttributionException BAD_REQUEST, TARGET_INVALID, REDUCTION_INVALID, UNKNOWN_METHOD,
   *     METHOD_PARAMETER, NOISE_INVALID, FEATURES_INVALID, UNREADABLE_FILE, and those of {@link
   *     SignatureCards}
   */
  Request read() {
    fields.checkKeys();
    Optional<String> signature = fields.text(RequestKey.SIGNATURE).or(() -> defaultSignature);
    CardDefaults card = new CardDefaults(cards.of(signature));
    Optional<String> output = fields.text(RequestKey.OUTPUT).or(card::output);
    ClassNames classes = card.classes(output);
    AttributionMethod method =
        MethodJson.read(fields, file -> path(RequestKey.METHOD, file)).method(card.signature());
    return new Request(
        signature,
        card.layers(allLayers() ? List.of() : fields.texts(RequestKey.LAYERS), allLayers()),
        fields.constant(RequestKey.PORT, Port.OUTPUT),
        method,
        output,
        target(card, classes, method),
        fields.constant(RequestKey.UNUSED, UnusedLayer.ERROR),
        weights(),
        inputs(),
        fields.text(RequestKey.REDUCE).map(Reduction::parse).orElseGet(Reduction::none),
        fields.truth(RequestKey.PREDICTION),
        allLayers(),
        targets(classes),
        SmoothJson.read(fields),
        ReasonsJson.read(fields),
        card.features().and(features()),
        classes,
        preprocess());
  }

  private Target target(CardDefaults card, ClassNames classes, AttributionMethod method) {
    JsonNode value = fields.raw(RequestKey.TARGET);
    boolean unsaid = value.isMissingNode() && fields.raw(RequestKey.TARGETS).isMissingNode();
    return unsaid
        ? card.target(classes, method).orElseGet(Target::none)
        : TargetJson.read(value, classes, file -> path(RequestKey.TARGET, file));
  }

  private boolean allLayers() {
    return ALL.equals(fields.raw(RequestKey.LAYERS).textValue());
  }

  private Optional<TargetSelection> targets(ClassNames classes) {
    JsonNode value = fields.raw(RequestKey.TARGETS);
    if (value.isMissingNode()) {
      return Optional.empty();
    }
    if (!fields.raw(RequestKey.TARGET).isMissingNode()) {
      throw fields.wrong("\"target\" and \"targets\" cannot stand beside each other");
    }
    return Optional.of(TargetJson.readAll(value, classes, file -> path(RequestKey.TARGETS, file)));
  }

  private Optional<List<Double>> weights() {
    JsonNode value = fields.raw(RequestKey.WEIGHTS);
    if (value.isMissingNode()) {
      return Optional.empty();
    }
    return Optional.of(
        value.isTextual()
            ? WeightsFile.read(path(RequestKey.WEIGHTS, value.textValue()))
            : fields.numbers(RequestKey.WEIGHTS));
  }

  private Features features() {
    JsonNode value = fields.raw(RequestKey.FEATURES);
    if (value.isMissingNode()) {
      return Features.none();
    }
    return value.isTextual()
        ? FeaturesFile.read(path(RequestKey.FEATURES, value.textValue()))
        : Features.read(VALUES.convertValue(value, Object.class), fields::wrong);
  }

  private Map<String, InputSource> inputs() {
    Map<String, InputSource> inputs = new LinkedHashMap<>();
    fields
        .byName(RequestKey.INPUTS, "an object of files by input name")
        .forEach(
            (name, json) ->
                inputs.put(
                    name,
                    InputJson.read(name, json, fields, file -> path(RequestKey.INPUTS, file))));
    return inputs;
  }

  private Map<String, ImagePreprocess> preprocess() {
    Map<String, ImagePreprocess> byInput = new LinkedHashMap<>();
    fields
        .byName(RequestKey.PREPROCESS, "an object of words or objects by input name")
        .forEach(
            (name, json) -> {
              if (!json.isTextual() && !json.isObject()) {
                throw fields.mustBe(RequestKey.PREPROCESS, "a word or an object by input", json);
              }
              String origin =
                  "\"%s\" of input \"%s\"".formatted(RequestKey.PREPROCESS.word(), name);
              byInput.put(
                  name,
                  ModelCardReader.preprocess(
                      origin, json.isTextual() ? json.textValue() : json.toString()));
            });
    return byInput;
  }

  private Path path(RequestKey key, String file) {
    try {
      return folder.resolve(file);
    } catch (InvalidPathException e) {
      throw fields.wrong(
          "\"%s\" has a file name that cannot be: \"%s\""
              .formatted(key.word(), AbbreviatedValue.of(file)));
    }
  }
}
