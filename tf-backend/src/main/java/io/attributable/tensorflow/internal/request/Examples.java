package io.attributable.tensorflow.internal.request;

import io.attributable.Target;
import io.attributable.graph.savedmodel.SignatureSchema;
import io.attributable.graph.savedmodel.TensorSchema;
import io.attributable.tensorflow.LayerGradientXActivation;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.index.Indices;

/**
 * The examples of a request, some of which can be asked for on their own. An input holds one
 * example per place of its first dimension if the signature leaves that dimension open; others,
 * such as scalars and tables, are given whole to every part.
 */
public final class Examples {
  private final LayerGradientXActivation request;
  private final Target target;
  private final Map<String, NdArray<?>> cut;
  private final long count;

  private Examples(
      LayerGradientXActivation request, Target target, Map<String, NdArray<?>> cut, long count) {
    this.request = request;
    this.target = target;
    this.cut = cut;
    this.count = count;
  }

  /** The examples; none where the inputs do not say which they are, or contradict each other. */
  public static Optional<Examples> of(
      SignatureSchema signature, LayerGradientXActivation request, Target target) {
    if (leavesOutOpen(signature, request)) {
      return Optional.empty();
    }
    OptionalLong count = count(signature, request, false);
    if (count.isEmpty()) {
      count = count(signature, request, true);
    }
    if (count.isEmpty() || count.getAsLong() < 0) {
      return Optional.empty();
    }
    Map<String, NdArray<?>> cut = new LinkedHashMap<>();
    for (TensorSchema input : signature.inputs()) {
      NdArray<?> values = request.inputs().get(input.name());
      if (values != null
          && isOpen(input, input.shape().isUnknown())
          && sizeOf(values) == count.getAsLong()) {
        cut.put(input.name(), values);
      }
    }
    return Optional.of(new Examples(request, target, cut, count.getAsLong()));
  }

  /** A default is fed whole, so that nobody knows which part of it belongs to which examples. */
  private static boolean leavesOutOpen(
      SignatureSchema signature, LayerGradientXActivation request) {
    return signature.inputs().stream()
        .anyMatch(input -> isOpen(input, true) && !request.inputs().containsKey(input.name()));
  }

  /** The largest number that an input says, whether the others agree or not; at least 1. */
  public static long most(SignatureSchema signature, Map<String, NdArray<?>> inputs) {
    long most = 1;
    for (TensorSchema input : signature.inputs()) {
      NdArray<?> values = inputs.get(input.name());
      if (values != null && isOpen(input, true) && values.rank() > 0) {
        most = Math.max(most, sizeOf(values));
      }
    }
    return most;
  }

  /** The number that all open inputs have in common; -1 where they have none. */
  private static OptionalLong count(
      SignatureSchema signature, LayerGradientXActivation request, boolean unknownRank) {
    OptionalLong count = OptionalLong.empty();
    for (TensorSchema input : signature.inputs()) {
      NdArray<?> values = request.inputs().get(input.name());
      if (values == null || !isOpen(input, unknownRank)) {
        continue;
      }
      long size = sizeOf(values);
      count = OptionalLong.of(count.isEmpty() || count.getAsLong() == size ? size : -1);
    }
    return count;
  }

  private static boolean isOpen(TensorSchema input, boolean unknownRank) {
    return input.shape().isUnknown()
        ? unknownRank
        : input.shape().numDimensions() > 0 && input.shape().get(0) < 0;
  }

  private static long sizeOf(NdArray<?> values) {
    return values.rank() == 0 ? -1 : values.shape().get(0);
  }

  public long count() {
    return count;
  }

  /** The shapes of single examples, by input. */
  public Map<String, Shape> shapes() {
    Map<String, Shape> shapes = new HashMap<>();
    cut.forEach((name, values) -> shapes.put(name, values.shape().tail()));
    return shapes;
  }

  /** A request for some of the examples. */
  public LayerGradientXActivation part(long from, long to) {
    Map<String, NdArray<?>> inputs = new LinkedHashMap<>(request.inputs());
    cut.forEach((name, values) -> inputs.put(name, values.slice(Indices.range(from, to))));
    double[] weights = request.gradientWeights();
    return request.part(
        inputs,
        part(target, (int) from, (int) to),
        weights == null ? null : Arrays.copyOfRange(weights, (int) from, (int) to));
  }

  private static Target part(Target target, int from, int to) {
    return target instanceof Target.PerExample each
        ? new Target.PerExample(each.indices().subList(from, to))
        : target;
  }

  /** The first example that differs from the first one, or the second one. */
  public long another() {
    for (long i = 1; i < count; i++) {
      for (NdArray<?> values : cut.values()) {
        if (!values.get(i).equals(values.get(0))) {
          return i;
        }
      }
    }
    return 1;
  }

  /** The inputs with just some of the examples. */
  public Map<String, NdArray<?>> pick(long... examples) {
    Map<String, NdArray<?>> inputs = new LinkedHashMap<>(request.inputs());
    cut.forEach((name, values) -> inputs.put(name, values.slice(Indices.seq(examples))));
    return inputs;
  }
}
