package io.attributable.tensorflow.internal.verify;

/** The model as a function of one tensor of a layer, everything else being as it was. */
public interface TensorFunction {
  /** Numbers as the tensor's type holds them. */
  double[] round(double[] values);

  /** The explained number of each example, with this tensor in place of the layer's own. */
  double[] explained(double[] values);

  /** The same, and the gradient of their sum; not finite where another number is explained. */
  Evaluation evaluate(double[] values);
}
