package io.attributable.tensorflow;

import io.attributable.tensorflow.options.ModelOptions;
import io.attributable.testing.Fixtures;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;

/** The trained model of the fixtures, and images for it. */
public final class Digits {
  private Digits() {}

  public static AttributableModel load(ModelOptions options) {
    return AttributableModel.load(Fixtures.model("digits"), options);
  }

  public static AttributableModel load() {
    return load(ModelOptions.defaults());
  }

  /** Images that differ from each other and from call to call by the seed. */
  public static FloatNdArray images(int count, int seed) {
    FloatNdArray images = NdArrays.ofFloats(Shape.of(count, 8, 8, 1));
    int[] at = {0};
    images
        .scalars()
        .forEach(pixel -> pixel.setFloat((float) Math.abs(Math.sin(seed + 0.37 * at[0]++))));
    return images;
  }

  public static LayerAttribution request(AttributableModel model, FloatNdArray images) {
    return LayerGradientXActivation.on(model)
        .layers("conv2")
        .output("logits")
        .input("image", images);
  }

  public static float[] flat(FloatNdArray array) {
    float[] flat = new float[Math.toIntExact(array.size())];
    int[] at = {0};
    array.scalars().forEach(scalar -> flat[at[0]++] = scalar.getFloat());
    return flat;
  }
}
