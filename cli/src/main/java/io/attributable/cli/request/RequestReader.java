package io.attributable.cli.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.attributable.AttributionException;
import io.attributable.Features;
import io.attributable.Port;
import io.attributable.Reduction;
import io.attributable.UnusedLayer;
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

  /**
   * A reader of one request.
   *
   * @param folder what relative files are relative to
   * @param defaultSignature the signature of requests that name none
   */
  RequestReader(RequestFields fields, Path folder, Optional<String> defaultSignature) {
    this.fields = fields;
    this.folder = folder;
    this.defaultSignature = defaultSignature;
  }

  /**
   * The request.
   *
   * @throws AttributionException BAD_REQUEST, TARGET_INVALID, REDUCTION_INVALID, UNKNOWN_METHOD,
   *     METHOD_PARAMETER, NOISE_INVALID, FEATURES_INVALID, UNREADABLE_FILE
   */
  Request read() {
    fields.checkKeys();
    return new Request(
        fields.text(RequestKey.SIGNATURE).or(() -> defaultSignature),
        allLayers() ? List.of() : fields.texts(RequestKey.LAYERS),
        fields.constant(RequestKey.PORT, Port.OUTPUT),
        MethodJson.read(fields, file -> path(RequestKey.METHOD, file)),
        fields.text(RequestKey.OUTPUT),
        TargetJson.read(fields.raw(RequestKey.TARGET)),
        fields.constant(RequestKey.UNUSED, UnusedLayer.ERROR),
        weights(),
        inputs(),
        fields.text(RequestKey.REDUCE).map(Reduction::parse).orElseGet(Reduction::none),
        fields.truth(RequestKey.PREDICTION),
        allLayers(),
        targets(),
        SmoothJson.read(fields),
        ReasonsJson.read(fields),
        features());
  }

  private boolean allLayers() {
    return ALL.equals(fields.raw(RequestKey.LAYERS).textValue());
  }

  private Optional<TargetSelection> targets() {
    JsonNode value = fields.raw(RequestKey.TARGETS);
    if (value.isMissingNode()) {
      return Optional.empty();
    }
    if (!fields.raw(RequestKey.TARGET).isMissingNode()) {
      throw fields.wrong("\"target\" and \"targets\" cannot stand beside each other");
    }
    return Optional.of(TargetJson.readAll(value));
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
        .byName(RequestKey.INPUTS)
        .forEach(
            (name, json) ->
                inputs.put(
                    name,
                    InputJson.read(name, json, fields, file -> path(RequestKey.INPUTS, file))));
    return inputs;
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
