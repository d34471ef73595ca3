package io.attributable.graph.savedmodel;

import io.attributable.AttributionException;
import io.attributable.model.SignatureDescription;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A signature: what a model takes and gives.
 *
 * @param name the signature's name
 * @param inputs sorted by name
 * @param outputs sorted by name
 */
public record SignatureSchema(String name, List<TensorSchema> inputs, List<TensorSchema> outputs) {

  /** Copies the lists. */
  public SignatureSchema {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /**
   * The input of a name.
   *
   * @throws AttributionException INPUT_UNKNOWN
   */
  public TensorSchema input(String wanted) {
    String found = describe().input(wanted).name();
    return find(inputs, found).orElseThrow();
  }

  /** The inputs that have to be given. */
  public List<TensorSchema> requiredInputs() {
    return inputs.stream().filter(input -> input.byDefault().isEmpty()).toList();
  }

  /** The output of a name, if there is one. */
  public Optional<TensorSchema> output(String wanted) {
    return find(outputs, wanted);
  }

  /** What users see of it. */
  public SignatureDescription describe() {
    return new SignatureDescription(
        name,
        inputs.stream().map(TensorSchema::describe).toList(),
        outputs.stream().map(TensorSchema::describe).toList());
  }

  /** The names of some inputs or outputs, as messages list them. */
  public static String names(List<TensorSchema> tensors) {
    return tensors.isEmpty()
        ? "none"
        : tensors.stream()
            .map(tensor -> '"' + tensor.name() + '"')
            .collect(Collectors.joining(", "));
  }

  private static Optional<TensorSchema> find(List<TensorSchema> tensors, String wanted) {
    return tensors.stream().filter(tensor -> tensor.name().equals(wanted)).findFirst();
  }
}
