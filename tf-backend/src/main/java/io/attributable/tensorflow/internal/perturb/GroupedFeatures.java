package io.attributable.tensorflow.internal.perturb;

import io.attributable.AttributionException;
import io.attributable.AttributionRequest;
import io.attributable.ErrorCode;
import io.attributable.FeatureGrouping;
import io.attributable.Suggestions;
import io.attributable.graph.tensor.Types;
import io.attributable.tensorflow.internal.regions.Superpixels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.Shape;

/** The numbers of features of one tensor, as a grouping has them. */
final class GroupedFeatures {
  private final String method;
  private final AttributionRequest request;
  private final PerturbedTensor tensor;

  GroupedFeatures(String method, AttributionRequest request, PerturbedTensor tensor) {
    this.method = method;
    this.request = request;
    this.tensor = tensor;
  }

  /**
   * Those of a grouping.
   *
   * @throws AttributionException METHOD_PARAMETER, METHOD_NOT_APPLICABLE
   */
  FeatureIds.Numbers of(FeatureGrouping grouping) {
    if (grouping instanceof FeatureGrouping.Along along) {
      return along(along.axes());
    }
    if (grouping instanceof FeatureGrouping.Named named) {
      return named(named.groups());
    }
    if (grouping instanceof FeatureGrouping.Superpixels regions) {
      return superpixels(regions.scale());
    }
    throw invalid(
        "groups the words of \"%s\", but this call has no text for it: words are known where texts are read into ids, as by explain and by WordMasks; elsewhere give numbers, or axes (along)"
            .formatted(tensor.name()));
  }

  private FeatureIds.Numbers along(List<Integer> axes) {
    int rank = tensor.row().numDimensions() + 1;
    long[] sizes = new long[rank - 1];
    Arrays.fill(sizes, 1);
    for (int axis : axes) {
      if (axis < -rank || axis >= rank || Math.floorMod(axis, rank) == 0) {
        throw invalid(
            "goes along axis %d of \"%s\" with examples of shape %s: there are axes from 1 to %d"
                .formatted(axis, tensor.name(), Types.text(tensor.row()), rank - 1));
      }
      int at = Math.floorMod(axis, rank) - 1;
      sizes[at] = tensor.row().get(at);
    }
    Shape shape = Shape.of(sizes);
    return numbers(shape, LongStream.range(0, shape.size()).toArray());
  }

  private static FeatureIds.Numbers numbers(Shape shape, long... all) {
    return new FeatureIds.Numbers(shape, List.of(all), false);
  }

  private FeatureIds.Numbers named(Map<String, List<String>> groups) {
    if (tensor.row().numDimensions() == 0) {
      throw invalid(
          "groups columns of \"%s\", which has one number for each example"
              .formatted(tensor.name()));
    }
    List<String> names = names(Math.toIntExact(tensor.row().get(0)));
    Map<String, Integer> groupOf = new LinkedHashMap<>();
    int group = 0;
    for (Map.Entry<String, List<String>> named : groups.entrySet()) {
      for (String column : named.getValue()) {
        if (groupOf.putIfAbsent(name(column, names), group) != null) {
          throw invalid(
              "has column \"%s\" twice, the second time in group \"%s\""
                  .formatted(column, named.getKey()));
        }
      }
      group++;
    }
    long[] numbers = new long[names.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = groupOf.computeIfAbsent(names.get(i), unused -> groups.size() + groupOf.size());
    }
    long[] sizes = new long[tensor.row().numDimensions()];
    Arrays.fill(sizes, 1);
    sizes[0] = numbers.length;
    return numbers(Shape.of(sizes), numbers);
  }

  /** Without names, columns are called by their positions. */
  private List<String> names(int columns) {
    Optional<List<String>> known = request.features().columns(tensor.name());
    if (known.isPresent() && known.get().size() == columns) {
      return known.get();
    }
    List<String> positions = new ArrayList<>();
    for (int i = 0; i < columns; i++) {
      positions.add(String.valueOf(i));
    }
    return positions;
  }

  /** The name of a column that is called by its name, or by its position. */
  private String name(String column, List<String> names) {
    if (names.contains(column)) {
      return column;
    }
    try {
      int position = Integer.parseInt(column);
      if (position >= 0 && position < names.size()) {
        return names.get(position);
      }
    } catch (NumberFormatException e) {
      // Falls through to the same error as a position that there is not.
    }
    throw invalid(
        "names column \"%s\", which \"%s\" does not have; it has %d, from \"%s\" to \"%s\".%s Name columns by features, or give their positions"
            .formatted(
                column,
                tensor.name(),
                names.size(),
                names.get(0),
                names.get(names.size() - 1),
                Suggestions.didYouMean(column, names)));
  }

  private FeatureIds.Numbers superpixels(double scale) {
    NdArray<?> pictures = tensor.input() ? request.inputs().get(tensor.name()) : null;
    if (pictures == null || !Superpixels.fits(pictures.shape())) {
      throw new AttributionException(
          ErrorCode.METHOD_NOT_APPLICABLE,
          method,
          "superpixels of \"%s\" with examples of shape %s"
              .formatted(tensor.name(), Types.text(tensor.row())),
          "pictures are inputs [examples, height, width, channels], or without channels",
          "Explain a picture, or put elements together in another way.");
    }
    Superpixels superpixels = Superpixels.find(method, scale);
    List<long[]> rows = new ArrayList<>();
    for (long i = 0; i < pictures.shape().get(0); i++) {
      rows.add(superpixels.of(pictures.get(i), pictures.shape()));
    }
    Shape pixels = tensor.row().take(2);
    return new FeatureIds.Numbers(
        tensor.row().numDimensions() == 3 ? pixels.append(1) : pixels, rows, false);
  }

  private AttributionException invalid(String problem) {
    return new AttributionException(ErrorCode.METHOD_PARAMETER, method, "mask", problem);
  }
}
