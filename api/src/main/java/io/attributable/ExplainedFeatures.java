package io.attributable;

import java.util.Objects;
import java.util.Optional;
import org.tensorflow.ndarray.DoubleNdArray;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;

/**
 * What reasons need to know of an explained layer besides its attribution. For backends. Immutable,
 * safe for any number of threads.
 *
 * @param features what columns are called
 * @param values of the input that was explained, {@code [examples]} or {@code [examples, columns]};
 *     empty for other shapes and other layers. Nobody may write to them
 * @param obstacle why attributions are no contributions, where the request changed them
 */
public record ExplainedFeatures(
    Features features, Optional<NdArray<?>> values, Optional<String> obstacle) {
  private static final ExplainedFeatures NONE =
      new ExplainedFeatures(Features.none(), Optional.empty(), Optional.empty());

  /** Requires what there must be. */
  public ExplainedFeatures {
    Objects.requireNonNull(features, "features");
    Objects.requireNonNull(values, "values");
    Objects.requireNonNull(obstacle, "obstacle");
  }

  /** Nothing but the attribution. */
  public static ExplainedFeatures none() {
    return NONE;
  }

  /** What a request has for one of its layers; the values are copied. */
  public static ExplainedFeatures of(AttributionRequest request, String layer) {
    Objects.requireNonNull(request, "request");
    Objects.requireNonNull(layer, "layer");
    Optional<NdArray<?>> values =
        Features.isInput(layer)
            ? Optional.<NdArray<?>>ofNullable(request.inputs().get(Features.input(layer)))
                .flatMap(ExplainedFeatures::copied)
            : Optional.empty();
    return new ExplainedFeatures(request.features(), values, obstacle(request));
  }

  /** The same with other names and texts. */
  ExplainedFeatures with(Features others) {
    return new ExplainedFeatures(features.and(others), values, obstacle);
  }

  private static Optional<NdArray<?>> copied(NdArray<?> values) {
    if (values.rank() < 1 || values.rank() > 2) {
      return Optional.empty();
    }
    if (values instanceof FloatNdArray floats) {
      FloatNdArray copy = NdArrays.ofFloats(floats.shape());
      floats.copyTo(copy);
      return Optional.of(copy);
    }
    if (values instanceof DoubleNdArray doubles) {
      DoubleNdArray copy = NdArrays.ofDoubles(doubles.shape());
      doubles.copyTo(copy);
      return Optional.of(copy);
    }
    return Optional.empty();
  }

  private static Optional<String> obstacle(AttributionRequest request) {
    Optional<String> step =
        request.reduction().steps().stream()
            .filter(each -> !(each instanceof Reduction.Sum))
            .findFirst()
            .map(each -> "reduction \"" + each + "\" leaves no contributions that add up");
    return step.or(
        () -> request.gradientWeights().map(weights -> "gradient weights scale contributions"));
  }
}
