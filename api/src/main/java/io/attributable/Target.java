package io.attributable;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

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

  /** The largest value of each example, chosen in the graph; the first one where several tie. */
  static Target predicted() {
    return new Predicted();
  }

  /**
   * As JSON, in requests, too: {@code 3}, {@code [0, 3, 9]}, {@code {"index": [3, 1]}}, {@code
   * {"indices": [[0, 1], [1, 1]]}}, {@code "predicted"}, {@code "none"}.
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
    return toString();
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

    private static String show(List<List<Integer>> indices) {
      boolean columns = indices.stream().allMatch(index -> index.size() == 1);
      return indices.stream()
          .map(index -> columns ? index.get(0).toString() : tuple(index))
          .collect(Collectors.joining(","));
    }
  }

  /** See {@link Target#predicted()}. */
  record Predicted() implements Target {
    @Override
    public String toString() {
      return "predicted";
    }
  }

  private static String tuple(List<Integer> index) {
    return index.stream().map(String::valueOf).collect(Collectors.joining(",", "(", ")"));
  }
}
