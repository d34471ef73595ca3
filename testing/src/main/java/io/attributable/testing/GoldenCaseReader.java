package io.attributable.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.attributable.AttributionMethod;
import io.attributable.Methods;
import io.attributable.Mode;
import io.attributable.Port;
import io.attributable.UnusedLayer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the golden cases of one model. */
final class GoldenCaseReader {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;
  private final String model;

  private GoldenCaseReader(Path file, String model) {
    this.file = file;
    this.model = model;
  }

  static List<GoldenCase> read(Path file) {
    try {
      JsonNode root = JSON.readTree(file.toFile());
      GoldenCaseReader reader = new GoldenCaseReader(file, root.get("model").textValue());
      List<GoldenCase> cases = new ArrayList<>();
      root.get("cases").forEach(json -> cases.add(reader.read(json)));
      return cases;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Cases of methods lie in the folder of a model's arrays; paths are relative to that above. */
  static List<MethodCase> readMethods(Path file) {
    try {
      JsonNode root = JSON.readTree(file.toFile());
      GoldenCaseReader reader =
          new GoldenCaseReader(
              Objects.requireNonNull(file.getParent()), root.get("model").textValue());
      List<MethodCase> cases = new ArrayList<>();
      root.get("cases")
          .forEach(
              json -> cases.add(new MethodCase(reader.read(json), method(json.get("method")))));
      return cases;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static AttributionMethod method(JsonNode json) {
    Map<String, Object> parameters = new LinkedHashMap<>();
    json.properties().forEach(each -> parameters.put(each.getKey(), each.getValue().asText()));
    return Methods.of(String.valueOf(parameters.remove("name")), parameters);
  }

  private GoldenCase read(JsonNode json) {
    return new GoldenCase(
        model,
        json.get("id").textValue(),
        json.get("signature").textValue(),
        texts(json.get("layers")),
        constant(Port.class, json.get("port")),
        constant(Mode.class, json.get("mode")),
        text(json, "output"),
        json.path("target"),
        constant(UnusedLayer.class, json.get("unused")),
        Optional.ofNullable(text(json, "weights")).map(this::path),
        inputs(json.get("inputs")),
        expected(json.path("expected")),
        Optional.ofNullable(text(json, "error")),
        Optional.ofNullable(text(json, "needs")),
        json.path("tolerance").asDouble(Closeness.TOLERANCE));
  }

  private Map<String, Path> inputs(JsonNode json) {
    Map<String, Path> inputs = new LinkedHashMap<>();
    json.properties()
        .forEach(input -> inputs.put(input.getKey(), path(input.getValue().textValue())));
    return inputs;
  }

  private List<ExpectedLayer> expected(JsonNode json) {
    List<ExpectedLayer> layers = new ArrayList<>();
    json.forEach(
        layer ->
            layers.add(
                new ExpectedLayer(
                    layer.get("layer").textValue(),
                    texts(layer.get("tensors")).stream().map(this::path).toList())));
    return layers;
  }

  private Path path(String relative) {
    return file.resolveSibling(relative);
  }

  private static @Nullable String text(JsonNode json, String key) {
    return json.path(key).textValue();
  }

  private static List<String> texts(JsonNode json) {
    List<String> texts = new ArrayList<>();
    json.forEach(text -> texts.add(text.textValue()));
    return texts;
  }

  private static <E extends Enum<E>> E constant(Class<E> type, JsonNode json) {
    return Enum.valueOf(type, json.textValue().toUpperCase(Locale.ROOT));
  }
}
