package io.attributable.tensorflow.internal.perturb;

import io.attributable.AttributionException;
import io.attributable.AttributionRequest;
import io.attributable.ErrorCode;
import io.attributable.FeatureGrouping;
import io.attributable.FeatureMask;
import io.attributable.graph.tensor.Types;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.tensorflow.ndarray.ByteNdArray;
import org.tensorflow.ndarray.IntNdArray;
import org.tensorflow.ndarray.LongNdArray;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.ShortNdArray;

/** Reads the numbers of a mask, and holds them against the tensors that they are about. */
final class FeatureIds {
  private final String method;
  private final FeatureMask mask;
  private final AttributionRequest request;

  /**
   * Numbers of one tensor.
   *
   * @param shape of a row: that of the tensor, or 1 along some dimensions
   * @param rows by row, one for all examples or one for each
   * @param shared whether the same numbers of other tensors are the same features
   */
  record Numbers(Shape shape, List<long[]> rows, boolean shared) {}

  /**
   * For a request.
   *
   * @throws AttributionException METHOD_PARAMETER
   */
  FeatureIds(AttributionRequest request, FeatureMask mask, List<PerturbedTensor> tensors) {
    this.method = request.method().name();
    this.mask = mask;
    this.request = request;
    Set<String> known =
        tensors.stream()
            .map(PerturbedTensor::name)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    Set<String> named = new LinkedHashSet<>(mask.ids().keySet());
    named.addAll(mask.groupings().keySet());
    for (String name : named) {
      if (mask.ids().containsKey(name) && mask.groupings().containsKey(name)) {
        throw invalid("has both numbers and a grouping for \"" + name + '"');
      }
      if (!known.contains(name)) {
        throw invalid(
            "names \"%s\", which is not explained: there is \"%s\""
                .formatted(name, String.join("\", \"", known)));
      }
    }
  }

  /**
   * What the mask says about a tensor; a number for each element where it says nothing.
   *
   * @throws AttributionException METHOD_PARAMETER, METHOD_NOT_APPLICABLE
   */
  Numbers of(PerturbedTensor tensor, int examples) {
    NdArray<?> array = mask.ids().get(tensor.name());
    FeatureGrouping grouping = mask.groupings().get(tensor.name());
    if (array != null) {
      return of(tensor, array, examples);
    }
    return grouping != null
        ? new GroupedFeatures(method, request, tensor).of(grouping)
        : ofElements(tensor.row());
  }

  private static Numbers ofElements(Shape row) {
    return new Numbers(row, List.of(LongStream.range(0, row.size()).toArray()), false);
  }

  private Numbers of(PerturbedTensor tensor, NdArray<?> array, int examples) {
    int rank = tensor.row().numDimensions();
    boolean rows = array.rank() == rank + 1;
    long count = rows ? array.shape().get(0) : 1;
    boolean fits = count == 1 || (count == examples && tensor.input());
    Shape shape = rows ? array.shape().tail() : array.shape();
    if ((!rows && array.rank() != rank) || !fits || !fits(shape, tensor.row())) {
      throw misfit(tensor, array, examples);
    }
    long[] all = numbers(tensor, array);
    int size = Math.toIntExact(shape.size());
    return new Numbers(
        shape,
        LongStream.range(0, count)
            .mapToObj(i -> Arrays.copyOfRange(all, (int) i * size, (int) (i + 1) * size))
            .toList(),
        true);
  }

  private static boolean fits(Shape shape, Shape row) {
    boolean fits = true;
    for (int i = 0; i < row.numDimensions(); i++) {
      fits &= shape.get(i) == row.get(i) || shape.get(i) == 1;
    }
    return fits;
  }

  private AttributionException misfit(PerturbedTensor tensor, NdArray<?> array, int examples) {
    Shape row = tensor.row();
    return invalid(
        "has shape %s for \"%s\" with %d examples of shape %s: it must be of shape %s%s, with 1 in the place of dimensions whose elements belong together"
            .formatted(
                Types.text(array.shape()),
                tensor.name(),
                examples,
                Types.text(row),
                Types.text(row),
                tensor.input() ? ", or have such a row for each example" : ""));
  }

  private long[] numbers(PerturbedTensor tensor, NdArray<?> array) {
    long[] numbers = new long[Math.toIntExact(array.size())];
    int at = 0;
    for (NdArray<?> scalar : array.scalars()) {
      numbers[at++] = number(tensor, scalar);
    }
    return numbers;
  }

  private long number(PerturbedTensor tensor, NdArray<?> scalar) {
    boolean whole =
        scalar instanceof LongNdArray
            || scalar instanceof IntNdArray
            || scalar instanceof ShortNdArray
            || scalar instanceof ByteNdArray;
    if (!whole) {
      throw invalid(
          "of \"%s\" holds \"%s\": features have whole numbers"
              .formatted(tensor.name(), scalar.getObject()));
    }
    long number = ((Number) scalar.getObject()).longValue();
    if (number < 0) {
      throw invalid(
          "of \"%s\" holds %d: the numbers of features begin at 0"
              .formatted(tensor.name(), number));
    }
    return number;
  }

  AttributionException invalid(String problem) {
    return new AttributionException(ErrorCode.METHOD_PARAMETER, method, "mask", problem);
  }
}
