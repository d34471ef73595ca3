package io.attributable.graph.reduce;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.Reduction;
import io.attributable.graph.savedmodel.SignatureSchema;
import io.attributable.graph.savedmodel.TensorSchema;
import java.util.List;

/** Finds the input whose height and width maps are brought to. */
final class ReductionInputs {
  private final SignatureSchema signature;
  private final Reduction reduction;

  ReductionInputs(SignatureSchema signature, Reduction reduction) {
    this.signature = signature;
    this.reduction = reduction;
  }

  /**
   * The input that a step means.
   *
   * @throws AttributionException INPUT_UNKNOWN, REDUCTION_INVALID
   */
  TensorSchema find(Reduction.ResizeToInput step) {
    return step.input().isPresent()
        ? signature.input(step.input().get())
        : only(step.heightAxis() + 1);
  }

  private TensorSchema only(int widthAxis) {
    List<TensorSchema> candidates =
        signature.inputs().stream().filter(input -> mayHave(input, widthAxis)).toList();
    if (candidates.size() != 1) {
      throw new AttributionException(
          ErrorCode.REDUCTION_INVALID,
          reduction,
          (candidates.isEmpty()
                  ? "no input of signature \"%s\" has a height and a width; it has %s"
                  : "several inputs of signature \"%s\" may have a height and a width: %s; name one")
              .formatted(
                  signature.name(),
                  SignatureSchema.names(candidates.isEmpty() ? signature.inputs() : candidates)));
    }
    return candidates.get(0);
  }

  private static boolean mayHave(TensorSchema input, int widthAxis) {
    return input.shape().isUnknown() || input.shape().numDimensions() > widthAxis;
  }
}
