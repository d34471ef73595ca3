package io.attributable.server.internal.explorer;

import io.attributable.GradientXActivation;
import io.attributable.inputs.card.ModelCard;
import io.attributable.inputs.card.RequestDefaults;
import io.attributable.inputs.card.SignatureCard;
import io.attributable.model.LayerDescription;
import io.attributable.model.SignatureDescription;
import io.attributable.model.TensorDescription;
import io.attributable.preflight.LayerPreflight;
import io.attributable.preflight.PreflightNote;
import io.attributable.tensorflow.AttributableModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What the page has to know of a model to ask for explanations: one signature of it at a time. */
public final class ModelFacts {
  private static final String INPUT = "input:";
  private static final int SEQUENCE_RANK = 3;

  private final String name;
  private final AttributableModel model;
  private final Optional<ModelCard> card;

  /**
   * Facts of a model.
   *
   * @param name that it is served by
   */
  public ModelFacts(String name, AttributableModel model, Optional<ModelCard> card) {
    this.name = name;
    this.model = model;
    this.card = card;
  }

  /**
   * The facts.
   *
   * @param labels of its output, where the card has none
   * @param method of requests that name none
   * @throws io.attributable.AttributionException about reading the signature
   */
  public Map<String, Object> of(
      SignatureDescription signature, SignatureCard known, List<String> labels, String method) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("name", name);
    facts.put("title", card.flatMap(ModelCard::title).orElse(name));
    facts.put("description", card.flatMap(ModelCard::description).orElse(""));
    facts.put("signature", signature.name());
    facts.put("signatures", signatures(signature.name()));
    facts.put("inputs", new InputFacts(signature, known).all());
    Set<String> probabilities = probabilities(signature);
    facts.put("outputs", outputs(signature, known, labels, probabilities));
    List<LayerDescription> layers = model.layers(signature.name());
    List<String> inputs = floatInputs(signature);
    facts.put("layers", layers(signature, layers));
    facts.put("methods", MethodFacts.all());
    Map<String, Object> defaults = defaults(known.defaults(), method, inputs, layers);
    if (known.defaults().output().isEmpty()) {
      score(signature, probabilities).ifPresent(output -> defaults.put("output", output));
    }
    facts.put("defaults", defaults);
    return facts;
  }

  /** Outputs that are a softmax or a sigmoid of scores, which are explained better. */
  private Set<String> probabilities(SignatureDescription signature) {
    return model.preflight(signature.name()).layers().stream()
        .filter(
            layer ->
                layer.notes().stream()
                    .anyMatch(note -> note.kind() == PreflightNote.Kind.PROBABILITIES))
        .map(LayerPreflight::output)
        .collect(Collectors.toSet());
  }

  /** Of the first output. */
  private static Optional<String> score(SignatureDescription signature, Set<String> probabilities) {
    return signature.outputs().stream()
        .limit(1)
        .map(TensorDescription::name)
        .filter(probabilities::contains)
        .map(output -> "logits-of:" + output)
        .findFirst();
  }

  private List<String> signatures(String shown) {
    List<String> names =
        new ArrayList<>(model.signatures().stream().map(SignatureDescription::name).toList());
    if (!names.contains(shown)) {
      names.add(shown);
    }
    return names;
  }

  private static List<Object> outputs(
      SignatureDescription signature,
      SignatureCard card,
      List<String> labels,
      Set<String> probabilities) {
    List<Object> outputs = new ArrayList<>();
    for (TensorDescription output : signature.outputs()) {
      Map<String, Object> facts = new LinkedHashMap<>();
      facts.put("name", output.name());
      facts.put("tensor", output.dtype() + " " + output.shape());
      List<String> classes = card.classes(Optional.of(output.name()));
      facts.put("classes", labels.isEmpty() ? classes : labels);
      facts.put("size", size(output));
      facts.put("probability", probabilities.contains(output.name()));
      outputs.add(facts);
    }
    return outputs;
  }

  /** How many numbers an example has; 0 where that is unknown. */
  private static long size(TensorDescription output) {
    List<Long> sizes = output.shape().dimensions().orElse(List.of());
    if (sizes.isEmpty() || sizes.stream().skip(1).anyMatch(size -> size < 0)) {
      return 0;
    }
    return sizes.stream().skip(1).reduce(1L, (product, size) -> product * size);
  }

  private static List<String> floatInputs(SignatureDescription signature) {
    return signature.inputs().stream()
        .filter(input -> isFloat(input) && input.byDefault().isEmpty())
        .map(input -> INPUT + input.name())
        .toList();
  }

  private static boolean isFloat(TensorDescription tensor) {
    return tensor.dtype().contains("float");
  }

  private static List<Object> layers(
      SignatureDescription signature, List<LayerDescription> layers) {
    List<Object> facts = new ArrayList<>();
    signature.inputs().stream()
        .filter(ModelFacts::isFloat)
        .forEach(
            input ->
                facts.add(Map.of("address", INPUT + input.name(), "tensor", "" + input.shape())));
    for (LayerDescription layer : layers) {
      String shapes =
          layer.outputs().isEmpty() ? "" : String.valueOf(layer.outputs().get(0).shape());
      facts.add(Map.of("address", layer.address(), "tensor", shapes));
    }
    return facts;
  }

  private static Map<String, Object> defaults(
      RequestDefaults card, String method, List<String> inputs, List<LayerDescription> layers) {
    Map<String, Object> defaults = new LinkedHashMap<>();
    defaults.put("layers", card.layers().isEmpty() ? fitting(inputs, layers) : card.layers());
    defaults.put("output", card.output().orElse(""));
    defaults.put("target", card.target().orElse(""));
    // Ids have no numbers between which a path could lead, unless somebody says from where.
    String usual = inputs.isEmpty() ? new GradientXActivation().name() : method;
    defaults.put("method", card.method().orElse(usual));
    Map<String, String> parameters = new LinkedHashMap<>();
    card.parameters().forEach((name, value) -> parameters.put(name, String.valueOf(value)));
    defaults.put("parameters", parameters);
    return defaults;
  }

  /** The inputs; where they hold no numbers, the first layer with a vector for each token. */
  private static List<String> fitting(List<String> inputs, List<LayerDescription> layers) {
    if (!inputs.isEmpty()) {
      return inputs;
    }
    return layers.stream()
        .filter(layer -> layer.outputs().stream().anyMatch(ModelFacts::isSequence))
        .findFirst()
        .or(() -> layers.stream().findFirst())
        .map(layer -> List.of(layer.address()))
        .orElse(List.of());
  }

  private static boolean isSequence(TensorDescription tensor) {
    return tensor.shape().dimensions().filter(sizes -> sizes.size() == SEQUENCE_RANK).isPresent();
  }
}
