package io.attributable.inputs.card;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the explanation metadata of Vertex AI as a card: {@code explanation_metadata.json}, or an
 * explanation spec with {@code metadata} and {@code parameters}. What it says and cards cannot is a
 * note.
 */
final class VertexReader {
  private static final String SIGNATURE = "serving_default";
  private static final String METADATA = "metadata";
  private static final String PARAMETERS = "parameters";
  private static final String INPUTS = "inputs";
  private static final String OUTPUTS = "outputs";

  private final CardFaults faults;
  private final List<String> notes = new ArrayList<>();

  VertexReader(CardFaults faults) {
    this.faults = faults;
  }

  /** Whether it is Vertex's, and no card. */
  static boolean reads(CardNode root) {
    return root.isObject()
        && !root.members().containsKey("signatures")
        && (root.members().containsKey(METADATA)
            || root.members().containsKey(PARAMETERS)
            || root.members().containsKey(INPUTS)
            || root.members().containsKey(OUTPUTS));
  }

  ModelCard read(CardNode root) {
    CardNode spec = inCamelCase(root);
    CardObject whole = new CardObject(faults, spec, "the explanation metadata");
    boolean outer = whole.value(METADATA).isPresent() || whole.value(PARAMETERS).isPresent();
    CardNode empty = new CardNode(spec.line(), spec.column(), Map.of());
    CardObject metadata =
        outer ? new CardObject(faults, whole.value(METADATA).orElse(empty), "\"metadata\"") : whole;
    if (outer) {
      whole.only(METADATA, PARAMETERS);
    }
    metadata.only(
        INPUTS, OUTPUTS, "framework", "latentSpaceSource", "featureAttributionsSchemaUri");
    Map<String, InputCard> inputs = new LinkedHashMap<>();
    metadata
        .members(INPUTS, entry -> new VertexInputReader(faults, notes).read(entry))
        .values()
        .forEach(input -> inputs.put(input.name(), input));
    Map<String, OutputCard> outputs = new LinkedHashMap<>();
    metadata
        .members(OUTPUTS, this::output)
        .values()
        .forEach(output -> outputs.put(output.name(), output));
    RequestDefaults defaults =
        defaults(inputs, outputs, outer ? whole.value(PARAMETERS) : Optional.empty());
    return new ModelCard(
        faults.origin(),
        Optional.empty(),
        Optional.empty(),
        Map.of(SIGNATURE, new SignatureCard(inputs, outputs, defaults)),
        notes);
  }

  /**
   * The tensor's name is that of the signature's output; where it is one of the graph, such as
   * {@code dense/Softmax:0}, which signatures do not have, the key is.
   */
  private OutputCard output(Map.Entry<String, CardNode> entry) {
    CardObject output =
        new CardObject(faults, entry.getValue(), '"' + entry.getKey() + '"')
            .only("outputTensorName", "indexDisplayNameMapping", "displayNameMappingKey");
    output
        .text("displayNameMappingKey")
        .ifPresent(
            key ->
                notes.add(
                    ("Names of classes from output \"%s\" (displayNameMappingKey) are not read;"
                            + " name them as indexDisplayNameMapping or in a model card.")
                        .formatted(key)));
    String name =
        output.text("outputTensorName").filter(VertexReader::isOutput).orElse(entry.getKey());
    return new OutputCard(
        name, Optional.empty(), output.texts("indexDisplayNameMapping"), List.of());
  }

  private static boolean isOutput(String tensor) {
    return !tensor.contains(":") && !tensor.contains("/");
  }

  private RequestDefaults defaults(
      Map<String, InputCard> inputs,
      Map<String, OutputCard> outputs,
      Optional<CardNode> parameters) {
    VertexMethodReader.Method method =
        parameters
            .map(node -> new VertexMethodReader(faults, notes).read(node))
            .orElse(VertexMethodReader.Method.NONE);
    return new RequestDefaults(
        inputs.keySet().stream().map(name -> "input:" + name).toList(),
        outputs.size() == 1 ? outputs.keySet().stream().findFirst() : Optional.empty(),
        Optional.empty(),
        method.name(),
        method.parameters());
  }

  /** Older files have words joined by underscores. */
  private static CardNode inCamelCase(CardNode node) {
    if (!node.isObject()) {
      return node;
    }
    Map<String, CardNode> renamed = new LinkedHashMap<>();
    boolean names = false;
    for (Map.Entry<String, CardNode> entry : node.members().entrySet()) {
      String key = camelCase(entry.getKey());
      names = key.equals(INPUTS) || key.equals(OUTPUTS);
      renamed.put(key, names ? underNames(entry.getValue()) : inCamelCase(entry.getValue()));
    }
    return new CardNode(node.line(), node.column(), renamed);
  }

  /** Names of inputs and outputs stay as they are. */
  private static CardNode underNames(CardNode node) {
    if (!node.isObject()) {
      return node;
    }
    Map<String, CardNode> kept = new LinkedHashMap<>();
    node.members().forEach((name, value) -> kept.put(name, inCamelCase(value)));
    return new CardNode(node.line(), node.column(), kept);
  }

  private static String camelCase(String key) {
    StringBuilder camel = new StringBuilder();
    boolean capital = false;
    for (int i = 0; i < key.length(); i++) {
      char letter = key.charAt(i);
      if (letter == '_') {
        capital = true;
      } else {
        camel.append(capital ? Character.toUpperCase(letter) : letter);
        capital = false;
      }
    }
    return camel.toString();
  }

  /** A single number, alone or in lists of one; empty for anything else. */
  static Optional<Double> onlyNumber(CardNode node) {
    if (node.value() instanceof BigDecimal number) {
      return Optional.of(number.doubleValue());
    }
    return node.isList() && node.items().size() == 1
        ? onlyNumber(node.items().get(0))
        : Optional.empty();
  }
}
