package io.attributable;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.DoubleNdArray;
import org.tensorflow.ndarray.NdArray;

/**
 * Which value of the model's output is explained, for each example (captum's {@code target}).
 *
 * <p>The explained quantity is the sum of the chosen values over the examples. Examples of a batch
 * do not influence each other, so each example's attribution is that of its own value. Immutable,
 * safe for any number of threads.
 */
public sealed interface Target {

  /** The only value of each example: the output must have one value per example. */
  static Target none() {
    return new None();
  }

  /**
   * The same index for every example: a class ({@code of(7)}), or one index per dimension after the
   * example dimension ({@code of(3, 1)}). A negative index counts from the end.
   */
  static Target of(int... index) {
    Objects.requireNonNull(index, "index");
    return index.length == 0 ? none() : new Index(boxed(index));
  }

  /** One class per example, for outputs of shape {@code [examples, classes]}. */
  static Target perExample(int... columns) {
    Objects.requireNonNull(columns, "columns");
    return new PerExample(
        IntStream.of(columns).mapToObj(column -> List.of(column)).collect(Collectors.toList()));
  }

  /** One index tuple per example, for outputs of any rank. */
  static Target perExampleIndex(int[]... indices) {
    NonNull.all(indices, "indices");
    return new PerExample(Arrays.stream(indices).map(Target::boxed).collect(Collectors.toList()));
  }

  /**
   * The sum over a part of the output, the same for every example, in NumPy's words: one index or
   * slice per dimension after the example dimension, such as {@code "3,0:2,:"} (captum's {@code
   * neuron_selector}). All of it must lie within the output. Of indices alone it is {@link
   * #of(int...)}.
   *
   * @throws AttributionException TARGET_INVALID
   */
  static Target slice(String text) {
    Objects.requireNonNull(text, "text");
    return slice(AxisSlices.read(text));
  }

  /** The same of slices as values. */
  static Target slice(List<AxisSlice> axes) {
    NonNull.all(axes, "axes");
    return AxisSlices.index(axes).<Target>map(Index::new).orElseGet(() -> new Slice(axes));
  }

  /**
   * A part of the output for each example, which is summed.
   *
   * @throws AttributionException TARGET_INVALID
   */
  static Target slicePerExample(String... texts) {
    NonNull.all(texts, "texts");
    return slicePerExample(Arrays.stream(texts).map(AxisSlices::read).toList());
  }

  /** The same of slices as values. */
  static Target slicePerExample(List<List<AxisSlice>> slices) {
    NonNull.all(slices, "slices");
    boolean plain = slices.stream().allMatch(axes -> AxisSlices.index(axes).isPresent());
    return plain
        ? new PerExample(slices.stream().map(axes -> AxisSlices.index(axes).orElseThrow()).toList())
        : new SlicePerExample(slices);
  }

  /** How much more one class has than another: {@code difference(3, 7)} is 3's value less 7's. */
  static Target difference(int index, int less) {
    return new Difference(List.of(index), List.of(less));
  }

  /**
   * How much more one element of the output has than another, each with an index per dimension
   * after the example dimension. Negative ones count from the end.
   *
   * @throws AttributionException TARGET_INVALID where both are the same, or of other lengths
   */
  static Target difference(int[] index, int[] less) {
    Objects.requireNonNull(index, "index");
    Objects.requireNonNull(less, "less");
    return new Difference(boxed(index), boxed(less));
  }

  /**
   * The sum over a mask of the output, the same for every example, such as the pixels of a region
   * of a segmentation, or the boxes of a detection: each element of the output times its weight.
   *
   * @param weights of the shape of an example's output: numbers, or truth values
   * @throws AttributionException TARGET_INVALID where one is not finite
   */
  static Target mask(NdArray<?> weights) {
    Objects.requireNonNull(weights, "weights");
    return new Mask(TargetWeights.of(weights), false);
  }

  /**
   * A mask for each example.
   *
   * @param weights of the shape of the output
   * @throws AttributionException TARGET_INVALID where one is not finite
   */
  static Target maskPerExample(NdArray<?> weights) {
    Objects.requireNonNull(weights, "weights");
    return new Mask(TargetWeights.of(weights), true);
  }

  /** The largest value of each example, chosen in the graph; the first one where several tie. */
  static Target predicted() {
    return new Predicted();
  }

  /**
   * As JSON, in requests, too: {@code 3}, {@code [0, 3, 9]}, {@code {"index": [3, 1]}}, {@code
   * {"indices": [[0, 1], [1, 1]]}}, {@code "predicted"}, {@code "none"}; slices are texts in the
   * places of numbers: {@code "0:3"}, {@code {"index": [3, "0:2", ":"]}}; {@code {"difference": [3,
   * 7]}}, {@code {"difference": [[3, 1], [7, 1]]}}, {@code {"mask": [0, 1, 1]}}, {@code {"masks":
   * [[0, 1, 1], …]}}.
   */
  @JsonValue
  default Object toJson() {
    if (this instanceof Index one) {
      return one.index.size() == 1 ? one.index.get(0) : Map.of("index", one.index);
    }
    if (this instanceof PerExample each) {
      return each.indices.stream().allMatch(index -> index.size() == 1)
          ? each.indices.stream().map(index -> index.get(0)).collect(Collectors.toList())
          : Map.of("indices", each.indices);
    }
    if (this instanceof Slice one) {
      List<Object> axes = AxisSlices.toJson(one.axes);
      return axes.size() == 1 ? axes.get(0) : Map.of("index", axes);
    }
    if (this instanceof SlicePerExample each) {
      return each.slices.stream().allMatch(axes -> axes.size() == 1)
          ? each.slices.stream().map(axes -> AxisSlices.toJson(axes).get(0)).toList()
          : Map.of("indices", each.slices.stream().map(AxisSlices::toJson).toList());
    }
    if (this instanceof Difference two) {
      return Map.of(
          "difference",
          two.index.size() == 1
              ? List.of(two.index.get(0), two.less.get(0))
              : List.of(two.index, two.less));
    }
    if (this instanceof Mask mask) {
      return Map.of(mask.perExample ? "masks" : "mask", ArrayContent.nested(mask.weights));
    }
    return toString();
  }

  /**
   * The target that {@link #toJson()} gives: a whole number, a text, a list, or a map with {@code
   * "index"} or {@code "indices"}, as parsers of JSON make them.
   *
   * @throws AttributionException TARGET_INVALID
   */
  static Target read(Object value) {
    Objects.requireNonNull(value, "value");
    return new TargetReader(value).read();
  }

  private static List<Integer> boxed(int[] index) {
    return IntStream.of(index).boxed().collect(Collectors.toUnmodifiableList());
  }

  /** See {@link Target#none()}. */
  record None() implements Target {
    @Override
    public String toString() {
      return "none";
    }
  }

  /**
   * See {@link Target#of(int...)}.
   *
   * @param index one entry per dimension of the output after the first
   */
  record Index(List<Integer> index) implements Target {
    /** Copies the index. */
    public Index {
      NonNull.all(index, "index");
      index = List.copyOf(index);
    }

    @Override
    public String toString() {
      return index.size() == 1 ? index.get(0).toString() : tuple(index);
    }
  }

  /**
   * See {@link Target#perExample(int...)} and {@link Target#perExampleIndex(int[]...)}.
   *
   * @param indices an index tuple per example
   */
  record PerExample(List<List<Integer>> indices) implements Target {
    /** Copies the indices. */
    public PerExample {
      NonNull.all(indices, "indices");
      indices = indices.stream().map(List::copyOf).collect(Collectors.toUnmodifiableList());
    }

    @Override
    public String toString() {
      return show(indices);
    }
  }

  /**
   * See {@link Target#slice(String)}.
   *
   * @param axes one entry per dimension of the output after the first
   */
  record Slice(List<AxisSlice> axes) implements Target {
    /** Copies the entries. */
    public Slice {
      NonNull.all(axes, "axes");
      axes = List.copyOf(axes);
    }

    @Override
    public String toString() {
      return axes.size() == 1 ? axes.get(0).toString() : tuple(axes);
    }
  }

  /**
   * See {@link Target#slicePerExample(String...)}.
   *
   * @param slices one entry per example
   */
  record SlicePerExample(List<List<AxisSlice>> slices) implements Target {
    /** Copies the entries. */
    public SlicePerExample {
      NonNull.all(slices, "slices");
      slices = slices.stream().map(List::copyOf).collect(Collectors.toUnmodifiableList());
    }

    @Override
    public String toString() {
      return show(slices);
    }
  }

  /**
   * See {@link Target#difference(int[], int[])}.
   *
   * @param index one entry per dimension of the output after the first
   * @param less the same of the element that is subtracted
   */
  record Difference(List<Integer> index, List<Integer> less) implements Target {
    /**
     * Copies the indices.
     *
     * @throws AttributionException TARGET_INVALID where both are the same, or of other lengths
     */
    public Difference {
      NonNull.all(index, "index");
      NonNull.all(less, "less");
      index = List.copyOf(index);
      less = List.copyOf(less);
      if (index.size() != less.size() || index.isEmpty() || index.equals(less)) {
        throw new AttributionException(
            ErrorCode.TARGET_INVALID,
            "difference of " + index + " and " + less,
            "there must be two elements, with as many numbers each");
      }
    }

    @Override
    public String toString() {
      return index.size() == 1
          ? index.get(0) + " less " + less.get(0)
          : tuple(index) + " less " + tuple(less);
    }
  }

  /**
   * See {@link Target#mask(NdArray)}.
   *
   * @param weights of the shape of an example's output, or of the output
   * @param perExample whether it has a row for each example
   */
  record Mask(DoubleNdArray weights, boolean perExample) implements Target {
    /** Requires weights. */
    public Mask {
      Objects.requireNonNull(weights, "weights");
    }

    /** Whether the other has the same weights. */
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Mask mask
          && perExample == mask.perExample
          && ArrayContent.equal(weights, mask.weights);
    }

    @Override
    public int hashCode() {
      return ArrayContent.hash(weights);
    }

    @Override
    public String toString() {
      return (perExample ? "masks of shape " : "mask of shape ")
          + java.util.Arrays.toString(weights.shape().asArray()).replace(" ", "");
    }
  }

  /** See {@link Target#predicted()}. */
  record Predicted() implements Target {
    @Override
    public String toString() {
      return "predicted";
    }
  }

  private static String show(List<? extends List<?>> each) {
    boolean columns = each.stream().allMatch(index -> index.size() == 1);
    return each.stream()
        .map(index -> columns ? index.get(0).toString() : tuple(index))
        .collect(Collectors.joining(","));
  }

  private static String tuple(List<?> index) {
    return index.stream().map(String::valueOf).collect(Collectors.joining(",", "(", ")"));
  }
}
