package io.attributable.spark.internal.cell;

import org.jspecify.annotations.Nullable;

/** What was made of a row. A bean; arrays are not copied. */
public final class ExplainedCell {
  private TensorCell @Nullable [] tensors;
  private @Nullable ReasonsCell reasons;
  private float @Nullable [] prediction;
  private @Nullable ErrorCell error;

  public TensorCell @Nullable [] getTensors() {
    return tensors;
  }

  public void setTensors(TensorCell @Nullable [] value) {
    this.tensors = value;
  }

  public @Nullable ReasonsCell getReasons() {
    return reasons;
  }

  public void setReasons(@Nullable ReasonsCell value) {
    this.reasons = value;
  }

  public float @Nullable [] getPrediction() {
    return prediction;
  }

  public void setPrediction(float @Nullable [] value) {
    this.prediction = value;
  }

  public @Nullable ErrorCell getError() {
    return error;
  }

  public void setError(@Nullable ErrorCell value) {
    this.error = value;
  }
}
