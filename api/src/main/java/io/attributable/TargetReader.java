package io.attributable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads a target out of what {@link Target#toJson()} makes of it: numbers, texts, lists, maps. */
final class TargetReader {
  private static final String INDEX = "index";
  private static final String INDICES = "indices";
  private static final String DIFFERENCE = "difference";
  private static final String MASK = "mask";
  private static final String MASKS = "masks";

  private final Object value;

  TargetReader(Object value) {
    this.value = value;
  }

  /**
   * The target.
   *
   * @throws AttributionException TARGET_INVALID
   */
  Target read() {
    if (value instanceof String word) {
      return word(word);
    }
    if (value instanceof Map<?, ?> object) {
      return object(object);
    }
    return value instanceof List<?> list
        ? Target.slicePerExample(columns(list))
        : Target.slice(List.of(axis(value)));
  }

  private Target word(String word) {
    return switch (word) {
      case "predicted" -> Target.predicted();
      case "none" -> Target.none();
      default ->
          AxisSlice.read(word)
              .filter(slice -> word.contains(":"))
              .map(slice -> Target.slice(List.of(slice)))
              .orElseThrow(
                  () ->
                      invalid(
                          "the only words are \"predicted\" and \"none\", and slices such as"
                              + " \"0:2\""));
    };
  }

  private Target object(Map<?, ?> object) {
    if (object.size() == 1 && object.containsKey(INDEX)) {
      return Target.slice(axes(object.get(INDEX)));
    }
    if (object.size() == 1 && object.get(INDICES) instanceof List<?> tuples) {
      List<List<AxisSlice>> each = new ArrayList<>();
      tuples.forEach(tuple -> each.add(axes(tuple)));
      return Target.slicePerExample(each);
    }
    if (object.size() == 1 && object.get(DIFFERENCE) instanceof List<?> two && two.size() == 2) {
      return new Target.Difference(indices(two.get(0)), indices(two.get(1)));
    }
    for (String mask : List.of(MASK, MASKS)) {
      if (object.size() == 1 && object.containsKey(mask)) {
        return TargetWeights.read(object.get(mask))
            .map(weights -> new Target.Mask(weights, mask.equals(MASKS)))
            .orElseThrow(() -> invalid("a mask is lists of numbers in the shape of the output"));
      }
    }
    throw invalid(
        "an object must have \"index\" or \"indices\", a list, \"difference\", two indices, or"
            + " \"mask\", and nothing else");
  }

  private List<Integer> indices(Object value) {
    List<?> list = value instanceof List<?> several ? several : List.of(value);
    List<Integer> indices = new ArrayList<>();
    for (Object index : list) {
      if (!(index instanceof Integer number)) {
        throw invalid(PlainValue.shortened(index) + " is not an index");
      }
      indices.add(number);
    }
    return indices;
  }

  private List<List<AxisSlice>> columns(List<?> list) {
    List<List<AxisSlice>> columns = new ArrayList<>();
    list.forEach(column -> columns.add(List.of(axis(column))));
    return columns;
  }

  private List<AxisSlice> axes(Object value) {
    if (!(value instanceof List<?> list)) {
      throw invalid("\"index\" must be a list of numbers, \"indices\" a list of such lists");
    }
    List<AxisSlice> axes = new ArrayList<>();
    list.forEach(axis -> axes.add(axis(axis)));
    return axes;
  }

  private AxisSlice axis(Object axis) {
    if (axis instanceof List<?>) {
      throw invalid("index tuples are written {\"indices\": [[0, 1], [1, 1]]}");
    }
    if (axis instanceof String text && text.contains(":")) {
      return AxisSlice.read(text).orElseThrow(() -> invalid(text + " is not a slice"));
    }
    if (!(axis instanceof Integer index)) {
      throw invalid(PlainValue.shortened(axis) + " is not an index");
    }
    return AxisSlice.of(index);
  }

  private AttributionException invalid(String problem) {
    return new AttributionException(ErrorCode.TARGET_INVALID, PlainValue.shortened(value), problem);
  }
}
