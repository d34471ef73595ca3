package io.attributable.tensorflow.internal.request;

import io.attributable.graph.savedmodel.TensorSchema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.Shape;

/**
 * How many examples inputs hold; whoever asks it asks here. An input holds one example per place of
 * dimension 0 if the signature leaves that dimension open. Inputs of unknown rank may be anything,
 * so that they say it only where no other does. Immutable.
 */
public final class ExampleInputs {
  private final Map<String, Shape> open;
  private final Map<String, Shape> anything;

  private ExampleInputs(Map<String, Shape> open, Map<String, Shape> anything) {
    this.open = open;
    this.anything = anything;
  }

  /**
   * Looks at the shapes of inputs.
   *
   * @param inputs of a signature
   * @param given by name; those that were left out say nothing
   */
  public static ExampleInputs of(List<TensorSchema> inputs, Map<String, Shape> given) {
    return new ExampleInputs(
        some(inputs, given, input -> !input.shape().isUnknown() && isOpen(input)),
        some(inputs, given, input -> input.shape().isUnknown()));
  }

  /** The same of arrays. */
  public static ExampleInputs ofArrays(List<TensorSchema> inputs, Map<String, NdArray<?>> given) {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    given.forEach((name, values) -> shapes.put(name, values.shape()));
    return of(inputs, shapes);
  }

  private static Map<String, Shape> some(
      List<TensorSchema> inputs, Map<String, Shape> given, Predicate<TensorSchema> wanted) {
    Map<String, Shape> some = new LinkedHashMap<>();
    for (TensorSchema input : inputs) {
      Shape shape = given.get(input.name());
      if (shape != null && wanted.test(input)) {
        some.put(input.name(), shape);
      }
    }
    return some;
  }

  /** Whether an input may hold any number of examples. */
  static boolean isOpen(TensorSchema input) {
    return input.shape().isUnknown()
        || (input.shape().numDimensions() > 0 && input.shape().get(0) < 0);
  }

  /** The number that all which say one agree on; empty where none does, or they contradict. */
  public OptionalLong count() {
    Map<String, Shape> saying = open.isEmpty() ? anything : open;
    boolean agreed =
        saying.values().stream().noneMatch(shape -> shape.numDimensions() == 0)
            && sizes(saying).distinct().count() == 1;
    return agreed ? sizes(saying).findFirst() : OptionalLong.empty();
  }

  /** Whether the signature says of an input that is given that it holds examples. */
  public boolean areStated() {
    return !open.isEmpty();
  }

  /**
   * Whether there is no example at all. An input may be empty beside others: no boxes in a batch of
   * images.
   */
  public boolean areEmpty() {
    return count().orElse(1) == 0;
  }

  /** The largest number that any says, whether the others agree or not; at least 1. */
  public long most() {
    return LongStream.concat(sizes(open), sizes(anything)).reduce(1, Math::max);
  }

  /** The inputs that hold so many examples. */
  public Set<String> holding(long count) {
    return Stream.of(open, anything)
        .flatMap(inputs -> inputs.entrySet().stream())
        .filter(input -> input.getValue().numDimensions() > 0)
        .filter(input -> input.getValue().get(0) == count)
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static LongStream sizes(Map<String, Shape> shapes) {
    return shapes.values().stream()
        .filter(shape -> shape.numDimensions() > 0)
        .mapToLong(shape -> shape.get(0));
  }
}
