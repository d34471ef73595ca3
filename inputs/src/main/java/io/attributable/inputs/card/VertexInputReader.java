package io.attributable.inputs.card;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads an input of Vertex AI's explanation metadata. */
final class VertexInputReader {
  private static final String PREFIX = "serving_default_";

  private final CardFaults faults;
  private final List<String> notes;

  /**
   * A reader.
   *
   * @param notes takes what cannot be honoured
   */
  VertexInputReader(CardFaults faults, List<String> notes) {
    this.faults = faults;
    this.notes = notes;
  }

  InputCard read(Map.Entry<String, CardNode> entry) {
    String key = entry.getKey();
    CardObject input =
        new CardObject(faults, entry.getValue(), '"' + key + '"')
            .only(
                "inputTensorName",
                "inputBaselines",
                "encoding",
                "modality",
                "featureValueDomain",
                "indicesTensorName",
                "denseShapeTensorName",
                "indexFeatureMapping",
                "encodedTensorName",
                "encodedBaselines",
                "visualization",
                "groupName");
    String name = input.text("inputTensorName").map(VertexInputReader::inputName).orElse(key);
    noteRest(key, input);
    return new InputCard(
        name,
        name.equals(key) ? Optional.empty() : Optional.of(key),
        content(input),
        baseline(key, input),
        List.of());
  }

  /** {@code serving_default_image:0} is what signatures call {@code image}. */
  private static String inputName(String tensor) {
    String name = tensor.replaceFirst(":0$", "");
    return name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : name;
  }

  private InputContent content(CardObject input) {
    List<String> features = input.texts("indexFeatureMapping");
    if (!features.isEmpty()) {
      return new InputContent.Table(features.stream().map(FeatureCard::of).toList());
    }
    boolean image =
        input.text("modality").filter("image"::equals).isPresent()
            || input.value("visualization").isPresent();
    return image ? new InputContent.Image(ImagePreprocess.UNSAID) : new InputContent.Raw();
  }

  private Optional<BaselineCard> baseline(String key, CardObject input) {
    Optional<CardNode> node = input.value("inputBaselines");
    Optional<Double> number = node.flatMap(VertexReader::onlyNumber);
    if (node.isPresent() && number.isEmpty()) {
      notes.add(
          ("inputBaselines of \"%s\" are arrays or several, which are not read: write one with"
                  + " NumPy, and give it as a baseline.")
              .formatted(key));
    }
    return number.map(BaselineCard.Constant::new);
  }

  private void noteRest(String key, CardObject input) {
    note(key, input, "encodedTensorName", "explain the layer that makes it instead");
    note(key, input, "encodedBaselines", "give a baseline of the explained layer");
    note(key, input, "indicesTensorName", "sparse inputs are not served");
    note(key, input, "denseShapeTensorName", "sparse inputs are not served");
    note(
        key,
        input,
        "featureValueDomain",
        "where the model takes standardised numbers, a model"
            + " card has mean and std of each feature");
    note(key, input, "groupName", "add the attributions of the group");
    note(key, input, "visualization", "it says how pictures are drawn, not what is explained");
  }

  private void note(String key, CardObject input, String what, String instead) {
    input
        .value(what)
        .ifPresent(
            value -> notes.add("%s of \"%s\" is not honoured: %s.".formatted(what, key, instead)));
  }
}
