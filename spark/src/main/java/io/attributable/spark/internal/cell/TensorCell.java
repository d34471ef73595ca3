package io.attributable.spark.internal.cell;

/** A tensor of a layer, without the dimension of the examples. A bean; arrays are not copied. */
public final class TensorCell {
  private int[] shape = {};
  private float[] values = {};

  public int[] getShape() {
    return shape;
  }

  public void setShape(int[] value) {
    this.shape = value;
  }

  public float[] getValues() {
    return values;
  }

  public void setValues(float[] value) {
    this.values = value;
  }
}
