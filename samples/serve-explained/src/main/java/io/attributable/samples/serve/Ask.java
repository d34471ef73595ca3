package io.attributable.samples.serve;

import java.nio.file.Path;
import java.util.Map;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/** What a server does at each request; nothing of Attributable is there any more. */
final class Ask implements AutoCloseable {
  private final SavedModelBundle model;

  Ask(Path served) {
    this.model = SavedModelBundle.load(served.toString(), "serve");
  }

  /**
   * What the model sees, and what of the images spoke for the digits that were asked about.
   *
   * @param digits one per image
   */
  Answer ask(FloatNdArray images, long... digits) {
    try (TFloat32 image = TFloat32.tensorOf(images);
        TInt64 target = TInt64.vectorOf(digits);
        Result result = model.function("explain").call(Map.of("image", image, "target", target))) {
      return new Answer(
          copy((TFloat32) result.get("output_0").orElseThrow()),
          copy((TFloat32) result.get("attribution/conv1").orElseThrow()));
    }
  }

  /**
   * Both from the same run.
   *
   * @param probabilities per image and digit
   * @param heatMaps per image, row and column
   */
  record Answer(FloatNdArray probabilities, FloatNdArray heatMaps) {}

  private static FloatNdArray copy(TFloat32 tensor) {
    FloatNdArray copy = NdArrays.ofFloats(tensor.shape());
    tensor.copyTo(copy);
    return copy;
  }

  @Override
  public void close() {
    model.close();
  }
}
