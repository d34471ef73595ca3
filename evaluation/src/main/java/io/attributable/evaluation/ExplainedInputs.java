package io.attributable.evaluation;

import io.attributable.AttributionException;
import io.attributable.AttributionRequest;
import io.attributable.Baseline;
import io.attributable.ErrorCode;
import io.attributable.LayerPort;
import io.attributable.Port;
import io.attributable.metrics.FeatureGroups;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.ndarray.DoubleNdArray;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.Shape;

/**
 * The inputs of a request that are explained, their elements one after the other: all of
 * floating-point numbers, or those that the request names.
 */
final class ExplainedInputs {
  private static final String ADDRESS = "input:";
  private static final int PICTURES = 4;

  /**
   * One input.
   *
   * @param shape without the example
   * @param from the first of its elements in rows
   */
  private record Part(String name, NdArray<?> array, Shape shape, int from, int length) {
    boolean isPicture() {
      return shape.numDimensions() == PICTURES - 1;
    }

    int size(int axis) {
      return Math.toIntExact(shape.get(axis));
    }

    /** Channels of a pixel, or of a voxel, belong together. */
    FeatureGroups features() {
      int last = shape.numDimensions() - 1;
      return last >= 2 && length > 0
          ? FeatureGroups.runs(length, size(last))
          : FeatureGroups.each(length);
    }

    FeatureGroups coarse(int grid) {
      return isPicture() && grid > 0 && (size(0) > grid || size(1) > grid)
          ? FeatureGroups.grid(size(0), size(1), size(2), grid)
          : features();
    }
  }

  private final AttributionRequest request;
  private final List<Part> parts;

  private ExplainedInputs(AttributionRequest request, List<Part> parts) {
    this.request = request;
    this.parts = parts;
  }

  /**
   * Those of a request.
   *
   * @throws AttributionException METRIC_NOT_APPLICABLE where there are none, or they differ in
   *     their examples
   */
  static ExplainedInputs of(AttributionRequest request) {
    if (request.allLayers().isPresent()) {
      throw refused(
          "all layers",
          "inputs are explained together, or one layer alone",
          "Evaluate each layer by itself.");
    }
    List<String> named =
        request.layers().stream()
            .map(LayerPort::layer)
            .filter(layer -> layer.startsWith(ADDRESS))
            .map(layer -> layer.substring(ADDRESS.length()))
            .toList();
    List<Part> parts = new ArrayList<>();
    int from = 0;
    for (Map.Entry<String, NdArray<?>> input : request.inputs().entrySet()) {
      NdArray<?> array = input.getValue();
      boolean floats = array instanceof FloatNdArray || array instanceof DoubleNdArray;
      if (floats && array.rank() > 0 && (named.isEmpty() || named.contains(input.getKey()))) {
        Shape shape = array.shape().tail();
        int length = Math.toIntExact(shape.size());
        parts.add(new Part(input.getKey(), array, shape, from, length));
        from += length;
      }
    }
    checkNumbers(request, parts);
    return new ExplainedInputs(request, parts);
  }

  private static void checkNumbers(AttributionRequest request, List<Part> parts) {
    if (parts.isEmpty() || parts.get(0).array().shape().get(0) == 0) {
      String there =
          request.inputs().isEmpty() ? "no input" : "inputs " + request.inputs().keySet();
      throw refused(
          there,
          parts.isEmpty()
              ? "none of them has floating-point numbers, which could be perturbed"
              : "they have no example",
          parts.isEmpty()
              ? "Evaluate a signature that takes numbers, such as one behind an embedding."
              : "Give at least one example.");
    }
  }

  static AttributionException refused(String what, String problem, String remedy) {
    return AttributionException.withRemedy(
        ErrorCode.METRIC_NOT_APPLICABLE, remedy, "Explanations", what, problem);
  }

  /** The inputs' addresses as layers. */
  List<LayerPort> layers() {
    return parts.stream().map(part -> new LayerPort(ADDRESS + part.name(), Port.OUTPUT)).toList();
  }

  int examples() {
    return Math.toIntExact(parts.get(0).array().shape().get(0));
  }

  int elements() {
    return parts.stream().mapToInt(Part::length).sum();
  }

  /** Which elements are one feature. */
  FeatureGroups features() {
    return parts.stream().map(Part::features).reduce(FeatureGroups::joined).orElseThrow();
  }

  /** The same, pictures being cut by a grid where they are larger. */
  FeatureGroups coarse(int grid) {
    return parts.stream()
        .map(part -> part.coarse(grid))
        .reduce(FeatureGroups::joined)
        .orElseThrow();
  }

  /** The name of the only input, if it is a picture. */
  Optional<String> picture() {
    return parts.size() == 1 && parts.get(0).isPicture()
        ? Optional.of(parts.get(0).name())
        : Optional.empty();
  }

  /** The elements of an example. */
  double[] row(int example) {
    double[] row = new double[elements()];
    for (Part part : parts) {
      System.arraycopy(
          ArrayRows.flat(part.array().get(example)), 0, row, part.from(), part.length());
    }
    return row;
  }

  /**
   * What stands for the absence of each element of an example.
   *
   * @throws AttributionException METRIC_NOT_APPLICABLE for a blur, and arrays of other shapes
   */
  double[] baseline(int example, Baseline baseline) {
    double[] row = new double[elements()];
    Arrays.fill(row, baseline.number());
    for (Part part : parts) {
      if (baseline.blur(part.name()).isPresent()) {
        throw refused(
            "baseline " + baseline,
            "what is blurred differs from method to method",
            "Give a number or an array.");
      }
      baseline.array(part.name()).ifPresent(array -> fill(row, part, array, example));
    }
    return row;
  }

  private static void fill(double[] row, Part part, NdArray<?> array, int example) {
    double[] numbers =
        array instanceof FloatNdArray || array instanceof DoubleNdArray
            ? ArrayRows.flat(array)
            : new double[0];
    boolean fits =
        numbers.length == 1 || (numbers.length > 0 && numbers.length % part.length() == 0);
    int rows = fits ? Math.max(1, numbers.length / part.length()) : 0;
    if (!fits || (rows > 1 && rows <= example)) {
      throw refused(
          "a baseline of shape " + array.shape(),
          "input \"%s\" has %s for each example".formatted(part.name(), part.shape()),
          "Give a number, one row, or a row for each example.");
    }
    int first = rows > 1 ? example * part.length() : 0;
    for (int i = 0; i < part.length(); i++) {
      row[part.from() + i] = numbers.length == 1 ? numbers[0] : numbers[first + i];
    }
  }

  /** All inputs of an example, so often as there are rows, those explained being of these rows. */
  Map<String, NdArray<?>> arrays(int example, double[][] rows) {
    Map<String, NdArray<?>> arrays = new LinkedHashMap<>();
    request
        .inputs()
        .forEach(
            (name, array) -> arrays.put(name, ArrayRows.repeated(array, example, rows.length)));
    for (Part part : parts) {
      arrays.put(
          part.name(),
          ArrayRows.made(part.array(), part.shape(), rows, part.from(), part.length()));
    }
    return arrays;
  }
}
