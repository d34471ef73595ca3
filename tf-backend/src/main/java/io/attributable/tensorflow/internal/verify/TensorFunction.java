package io.attributable.tensorflow.internal.verify;

/** The model as a function of one tensor of a layer, everything else being as it was. */
public interface TensorFunction {
  /** Values rounded to the tensor's dtype. */
  double[] round(double[] values);

  /** The explained value of each example, with this tensor instead of the layer's own. */
  double[] explained(double[] values);

  /** The same, and the gradient of their sum; NaN where the target resolves to another index. */
  Evaluation evaluate(double[] values);
}
