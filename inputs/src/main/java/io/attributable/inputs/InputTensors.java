package io.attributable.inputs;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.Suggestions;
import io.attributable.inputs.array.NamedTensor;
import io.attributable.inputs.card.SignatureCard;
import io.attributable.model.SignatureDescription;
import io.attributable.model.TensorDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which inputs of the signature a name stands for.
 *
 * @param given all names of the request
 */
record InputTensors(SignatureDescription signature, SignatureCard card, Set<String> given) {
  /** Names for all inputs that are not named. */
  static final Set<String> ALL = Set.of("row", "*");

  /** The input of this name; empty if the name stands for several. */
  Optional<NamedTensor> one(String name) {
    return signature.inputs().stream()
        .filter(input -> input.name().equals(name))
        .findFirst()
        .map(NamedTensor::new);
  }

  /**
   * The input that takes whole rows, where the name stands for all inputs and that is the only one
   * left; empty if rows are spread over inputs of one value.
   */
  Optional<NamedTensor> ofRows(String name) {
    if (!ALL.contains(name) || card.input(name).isPresent()) {
      return Optional.empty();
    }
    List<NamedTensor> left = several(name);
    return left.size() == 1 && left.get(0).rank() == 2 && left.get(0).lengths().get(1) != 1
        ? Optional.of(left.get(0))
        : Optional.empty();
  }

  /**
   * The input of this name.
   *
   * @throws AttributionException INPUT_UNKNOWN
   */
  NamedTensor required(String name) {
    return one(name).orElseThrow(() -> unknown(name));
  }

  /**
   * All inputs that are not named.
   *
   * @throws AttributionException INPUT_UNKNOWN if the name does not stand for them
   */
  List<NamedTensor> several(String name) {
    if (!ALL.contains(name) && card.input(name).isEmpty()) {
      throw unknown(name);
    }
    return signature.inputs().stream()
        .filter(input -> !given.contains(input.name()))
        .map(NamedTensor::new)
        .toList();
  }

  private AttributionException unknown(String name) {
    List<String> names =
        new ArrayList<>(signature.inputs().stream().map(TensorDescription::name).toList());
    card.inputs().keySet().stream().filter(more -> !names.contains(more)).forEach(names::add);
    return new AttributionException(
        ErrorCode.INPUT_UNKNOWN,
        name,
        signature.name(),
        names.isEmpty() ? "no inputs" : "\"" + String.join("\", \"", names) + "\"",
        Suggestions.didYouMean(name, names));
  }
}
