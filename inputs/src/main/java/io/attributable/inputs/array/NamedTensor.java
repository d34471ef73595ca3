package io.attributable.inputs.array;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.model.TensorDescription;
import java.util.List;

/** An input of the signature that something is read for, and failures to do so. */
public record NamedTensor(TensorDescription tensor) {

  /** Its name. */
  public String name() {
    return tensor.name();
  }

  /** What messages call it, such as {@code input "image"}. */
  public String role() {
    return "input \"" + tensor.name() + "\"";
  }

  /**
   * Its dtype.
   *
   * @throws AttributionException INPUT_CONVERSION if values of it cannot be made of a file
   */
  public InputDtype dtype(String origin) {
    return InputDtype.named(tensor.dtype())
        .filter(InputDtype::isRead)
        .orElseThrow(() -> conversion(origin, "its type is only read from .npy files", ""));
  }

  /** Whether it takes bytes and text. */
  public boolean isString() {
    return tensor.dtype().equals(InputDtype.STRING.typeName());
  }

  /** Lengths of its dimensions, -1 for an open one; none if the rank is unknown. */
  public List<Long> lengths() {
    return tensor.shape().dimensions().orElse(List.of());
  }

  /** How many dimensions it has; -1 if that is unknown. */
  public int rank() {
    return tensor.shape().dimensions().map(List::size).orElse(-1);
  }

  /** Something cannot become it. */
  public AttributionException conversion(String origin, String problem, String remedy) {
    return AttributionException.withRemedy(
        ErrorCode.INPUT_CONVERSION,
        remedy,
        tensor.name(),
        tensor.dtype() + " " + tensor.shape(),
        origin,
        problem);
  }

  /** An array of another dtype. */
  public AttributionException wrongType(String found) {
    String wanted =
        InputDtype.named(tensor.dtype())
            .filter(dtype -> !dtype.numpy().contains(dtype.typeName()))
            .map(dtype -> " (NumPy's " + String.join(" or ", dtype.numpy()) + ")")
            .orElse("");
    return new AttributionException(
        ErrorCode.INPUT_DTYPE, tensor.name(), tensor.dtype() + wanted, found);
  }
}
