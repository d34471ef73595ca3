package io.attributable;

import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import org.tensorflow.ndarray.DoubleNdArray;
import org.tensorflow.ndarray.NdArray;

/** The attribution of one layer by columns: indices of axis 1, what is behind being summed. */
final class FeatureColumns {
  private final List<String> names;
  private final double[] attributions;
  private final int width;
  private final Optional<NdArray<?>> values;
  private final Optional<NdArray<?>> baseline;
  private final Optional<Number> everywhere;

  private FeatureColumns(Attribution layer, DoubleNdArray values) {
    long[] shape = values.shape().asArray();
    this.names =
        FeatureNames.ofColumns(layer.layer(), layer.features().columns(layer.layer()), shape);
    this.attributions = FeatureContributions.flat(values);
    this.width = width(shape);
    this.values =
        layer.explainedFeatures().values().filter(input -> isAlike(input.shape().asArray(), shape));
    Optional<Baseline> compared =
        Optional.of(layer.method())
            .filter(BaselineMethod.class::isInstance)
            .map(method -> ((BaselineMethod) method).baseline())
            .filter(known -> known.blur(Features.input(layer.layer())).isEmpty());
    this.baseline =
        compared.flatMap(
            known ->
                known.array(Features.input(layer.layer())).or(() -> known.array(layer.layer())));
    this.everywhere = compared.map(known -> known.number());
  }

  /**
   * The columns of a layer.
   *
   * @throws AttributionException SEVERAL_TENSORS, FEATURES_INVALID
   */
  static FeatureColumns of(Attribution layer) {
    return new FeatureColumns(layer, layer.tensor().doubles());
  }

  /** A reduction may have left columns that are no longer those of the input. */
  private static boolean isAlike(long[] input, long[] attribution) {
    long columns = attribution.length < 2 ? 1 : attribution[1];
    return attribution.length <= 2
        && input[0] == attribution[0]
        && (input.length < 2 ? 1 : input[1]) == columns;
  }

  private static int width(long[] shape) {
    long width = 1;
    for (int i = 2; i < shape.length; i++) {
      width *= shape[i];
    }
    return Math.toIntExact(width);
  }

  /** By column, the name of its feature. */
  List<String> names() {
    return names;
  }

  /** The sum of a column's attributions. */
  double contribution(int example, int column) {
    return sum(example, column, attribution -> attribution);
  }

  /** The sum of their sizes. */
  double size(int example, int column) {
    return sum(example, column, Math::abs);
  }

  private double sum(int example, int column, DoubleUnaryOperator of) {
    double sum = 0;
    int from = (example * names.size() + column) * width;
    for (int i = from; i < from + width; i++) {
      sum += of.applyAsDouble(attributions[i]);
    }
    return sum;
  }

  /** The value of a column, where it has a single one that is known. */
  Optional<Number> value(int example, int column) {
    return values.map(input -> number(input, example, column));
  }

  /** The same in the baseline, which has one row for all examples or one for each. */
  Optional<Number> baselineValue(int example, int column) {
    return values.flatMap(
        input ->
            baseline.isEmpty()
                ? everywhere
                : element(baseline.get(), input.rank(), example, column));
  }

  private static Optional<Number> element(NdArray<?> array, int rank, int example, int column) {
    if (array.rank() == 0) {
      return number(array.getObject());
    }
    if (array.rank() < rank) {
      return number(array.getObject(column));
    }
    long row = array.shape().get(0) == 1 ? 0 : example;
    return Optional.of(number(array, row, column));
  }

  private static Number number(NdArray<?> rows, long row, long column) {
    return (Number) (rows.rank() == 1 ? rows.getObject(row) : rows.getObject(row, column));
  }

  private static Optional<Number> number(Object value) {
    return value instanceof Number number ? Optional.of(number) : Optional.empty();
  }
}
