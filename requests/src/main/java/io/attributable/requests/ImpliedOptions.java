package io.attributable.requests;

import io.attributable.Target;
import io.attributable.graph.tensor.Dtype;
import io.attributable.graph.tensor.JavaArray;
import io.attributable.model.SignatureDescription;
import io.attributable.model.TensorDescription;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is meant where neither a request nor a model card says what is explained. */
public final class ImpliedOptions {
  private static final Set<JavaArray> FLOATS = Set.of(JavaArray.FLOAT, JavaArray.DOUBLE);

  private ImpliedOptions() {}

  /**
   * The layers that are named, or all inputs of floating-point numbers.
   *
   * @param place of the request
   * @throws io.attributable.AttributionException BAD_REQUEST if there are none
   */
  public static List<String> layers(
      JsonPlace place, SignatureDescription signature, ExplainOptions options) {
    if (!options.layers().isEmpty()) {
      return options.layers();
    }
    List<String> inputs =
        signature.inputs().stream()
            .filter(
                input ->
                    Dtype.named(input.dtype())
                        .filter(dtype -> FLOATS.contains(dtype.array()) && !dtype.isComplex())
                        .isPresent())
            .filter(input -> input.byDefault().isEmpty())
            .map(input -> "input:" + input.name())
            .toList();
    if (inputs.isEmpty()) {
      throw place.wrong(
          "\"layers\" is missing, and no input of signature \"%s\" holds floating-point numbers; name"
                  .formatted(signature.name())
              + " the layer that they go into, such as an embedding");
    }
    return inputs;
  }

  /** The only value of each example, or the largest one. */
  public static Target target(SignatureDescription signature, ExplainOptions options) {
    Optional<TensorDescription> output =
        options
            .output()
            .flatMap(signature::output)
            .or(
                () ->
                    options.output().isEmpty() && signature.outputs().size() == 1
                        ? Optional.of(signature.outputs().get(0))
                        : Optional.empty());
    boolean single =
        output
            .flatMap(known -> known.shape().dimensions())
            .filter(sizes -> !sizes.isEmpty())
            .filter(sizes -> sizes.stream().skip(1).allMatch(size -> size == 1))
            .isPresent();
    return single ? Target.none() : Target.predicted();
  }
}
