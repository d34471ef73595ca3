package io.attributable.tensorflow.internal.regions;

import io.attributable.Baseline;
import io.attributable.Xrai;
import io.attributable.graph.points.MovingInputs;
import io.attributable.graph.savedmodel.TensorSchema;
import io.attributable.tensorflow.internal.request.PreparedRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.tensorflow.ndarray.DoubleNdArray;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;

/** Black and white pictures; what else a model is fed is its own baseline, and so does not move. */
final class RegionBaselines {
  private final PreparedRequest request;
  private final Xrai method;
  private final Set<String> pictures;

  /**
   * Baselines for a request.
   *
   * @param pictures the inputs that are explained
   */
  RegionBaselines(PreparedRequest request, Xrai method, Set<String> pictures) {
    this.request = request;
    this.method = method;
    this.pictures = pictures;
  }

  Baseline black() {
    return of(method.low(), ValueRange::low);
  }

  Baseline white() {
    return of(method.high(), ValueRange::high);
  }

  private Baseline of(double number, ToDoubleFunction<ValueRange> end) {
    Map<String, NdArray<?>> arrays = new LinkedHashMap<>();
    for (TensorSchema input : MovingInputs.of(request.signature().graph().signature()).moving()) {
      NdArray<?> given = request.request().inputs().get(input.name());
      if (pictures.contains(input.name()) && !method.ofExamples()) {
        arrays.put(input.name(), NdArrays.scalarOf(number));
      } else if (given != null) {
        arrays.put(input.name(), pictures.contains(input.name()) ? filled(given, end) : given);
      }
    }
    return new Baseline(0, arrays);
  }

  private static NdArray<?> filled(NdArray<?> pictures, ToDoubleFunction<ValueRange> end) {
    DoubleNdArray filled = NdArrays.ofDoubles(pictures.shape());
    for (long i = 0; i < pictures.shape().get(0); i++) {
      double value = end.applyAsDouble(ValueRange.of(PictureValues.of(pictures.get(i))));
      filled.get(i).scalars().forEach(scalar -> scalar.setDouble(value));
    }
    return filled;
  }
}
