package io.attributable.inputs.card;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the explanation parameters of Vertex AI. */
final class VertexMethodReader {
  private static final String SHAPLEY = "sampledShapleyAttribution";
  private static final String PATH = "integratedGradientsAttribution";
  private static final String REGIONS = "xraiAttribution";

  private final CardFaults faults;
  private final List<String> notes;

  /**
   * A reader.
   *
   * @param notes takes what cannot be honoured
   */
  VertexMethodReader(CardFaults faults, List<String> notes) {
    this.faults = faults;
    this.notes = notes;
  }

  /** A method and its parameters. */
  record Method(Optional<String> name, Map<String, Object> parameters) {
    static final Method NONE = new Method(Optional.empty(), Map.of());
  }

  Method read(CardNode node) {
    CardObject parameters =
        new CardObject(faults, node, "\"parameters\"")
            .only(SHAPLEY, PATH, REGIONS, "topK", "outputIndices", "examples");
    for (String key : List.of("topK", "outputIndices", "examples")) {
      parameters
          .value(key)
          .ifPresent(
              value ->
                  notes.add("%s is not honoured: name targets in the request.".formatted(key)));
    }
    if (parameters.value(SHAPLEY).isPresent()) {
      notes.add(
          "sampledShapleyAttribution is not offered, and another method is used: deeplift-shap and"
              + " gradient-shap approximate the same values for differentiable models.");
    }
    return parameters
        .value(PATH)
        .map(path -> path("integrated-gradients", PATH, path))
        .or(() -> parameters.value(REGIONS).map(path -> path("xrai", REGIONS, path)))
        .orElse(Method.NONE);
  }

  private Method path(String method, String key, CardNode node) {
    CardObject path =
        new CardObject(faults, node, '"' + key + '"')
            .only("stepCount", "smoothGradConfig", "blurBaselineConfig");
    if (path.value("smoothGradConfig").isPresent()) {
      notes.add(
          "smoothGradConfig is not honoured by itself: add --smooth smoothgrad with --smooth-stdev"
              + " and --smooth-samples.");
    }
    if (path.value("blurBaselineConfig").isPresent()) {
      notes.add("blurBaselineConfig is not honoured: a blurred picture can be the baseline.");
    }
    long steps = path.whole("stepCount").orElseThrow(() -> path.missing("stepCount"));
    if (steps < 1 || steps > Integer.MAX_VALUE) {
      throw path.wrong("stepCount", "\"stepCount\" must be at least 1");
    }
    return new Method(Optional.of(method), Map.of("steps", (int) steps));
  }
}
