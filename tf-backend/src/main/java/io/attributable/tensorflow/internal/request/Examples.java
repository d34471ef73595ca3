package io.attributable.tensorflow.internal.request;

import io.attributable.AttributionMethod;
import io.attributable.AttributionRequest;
import io.attributable.Baseline;
import io.attributable.BaselineMethod;
import io.attributable.FeatureGroupMethod;
import io.attributable.graph.batch.BatchedInputs;
import io.attributable.graph.savedmodel.SignatureSchema;
import io.attributable.graph.savedmodel.TensorSchema;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.index.Indices;

/**
 * The examples of a request, some of which can be taken alone. An input holds one example per index
 * of its first dimension if that dimension is unknown in the signature; others, such as scalars and
 * tables, are given whole to every part.
 */
public final class Examples {
  private static final int LARGEST_COMPARED = 1024;

  private final AttributionRequest request;
  private final TargetList targets;
  private final Map<String, NdArray<?>> cut;
  private final long count;

  private Examples(
      AttributionRequest request, TargetList targets, Map<String, NdArray<?>> cut, long count) {
    this.request = request;
    this.targets = targets;
    this.cut = cut;
    this.count = count;
  }

  /** The examples; none where the inputs do not determine them, or contradict each other. */
  public static Optional<Examples> of(
      SignatureSchema signature, AttributionRequest request, TargetList targets) {
    ExampleInputs inputs = ExampleInputs.ofArrays(signature.inputs(), request.inputs());
    OptionalLong count = inputs.count();
    if (count.isEmpty() || leavesOutOpen(signature, request)) {
      return Optional.empty();
    }
    Set<String> holding = inputs.holding(count.getAsLong());
    Map<String, NdArray<?>> cut = new LinkedHashMap<>();
    for (TensorSchema input : signature.inputs()) {
      NdArray<?> values = request.inputs().get(input.name());
      if (values != null && holding.contains(input.name())) {
        cut.put(input.name(), values);
      }
    }
    return Optional.of(new Examples(request, targets, cut, count.getAsLong()));
  }

  /** A default is fed whole, so that its parts cannot be assigned to examples. */
  private static boolean leavesOutOpen(SignatureSchema signature, AttributionRequest request) {
    return signature.inputs().stream()
        .anyMatch(
            input -> ExampleInputs.isOpen(input) && !request.inputs().containsKey(input.name()));
  }

  public long count() {
    return count;
  }

  /** How many targets are explained of each. */
  public int targets() {
    return targets.count();
  }

  /** The shapes of single examples, by input. */
  public Map<String, Shape> shapes() {
    Map<String, Shape> shapes = new HashMap<>();
    cut.forEach((name, values) -> shapes.put(name, values.shape().tail()));
    return shapes;
  }

  /** The shapes of all that is fed. */
  public BatchedInputs batched() {
    Map<String, Shape> others = new HashMap<>();
    request.inputs().forEach((name, values) -> others.put(name, values.shape()));
    others.keySet().removeAll(cut.keySet());
    return new BatchedInputs(shapes(), others);
  }

  /** A request for some of the examples. */
  public AttributionRequest part(long from, long to) {
    Map<String, NdArray<?>> inputs = new LinkedHashMap<>(request.inputs());
    cut.forEach((name, values) -> inputs.put(name, values.slice(Indices.range(from, to))));
    return request
        .withMethod(method(from, to), request.reduction())
        .withExamples(
            inputs,
            targets.part(from, to).targets().get(0),
            request.gradientWeights().map(weights -> weights.subList((int) from, (int) to)));
  }

  /** Baselines and masks by example are those of the part, too. */
  private AttributionMethod method(long from, long to) {
    if (!(request.method() instanceof BaselineMethod compared)) {
      return request.method();
    }
    Baseline baseline = compared.baseline();
    BaselineMethod part =
        compared.withBaseline(baseline.withArrays(part(baseline.arrays(), from, to)));
    return part instanceof FeatureGroupMethod grouped
        ? grouped.withMask(grouped.mask().withIds(part(grouped.mask().ids(), from, to)))
        : part;
  }

  private Map<String, NdArray<?>> part(Map<String, NdArray<?>> arrays, long from, long to) {
    Map<String, NdArray<?>> parts = new LinkedHashMap<>(arrays);
    parts.replaceAll(
        (name, array) -> isByExample(name, array) ? array.slice(Indices.range(from, to)) : array);
    return parts;
  }

  private boolean isByExample(String name, NdArray<?> baseline) {
    NdArray<?> values = cut.get(name);
    return values != null
        && values.rank() == baseline.rank()
        && baseline.shape().get(0) == count
        && count > 1;
  }

  /** Whether all examples have the same target and the same weight. */
  public boolean areAskedAlike() {
    return request.gradientWeights().stream().flatMap(List::stream).distinct().count() < 2
        && targets.targets().stream().noneMatch(TargetList::isMixed);
  }

  /** The inputs that hold examples. */
  public Set<String> cut() {
    return Collections.unmodifiableSet(cut.keySet());
  }

  /** Of each input whose examples differ, one that differs from the first: clearly, if any does. */
  public Map<String, Long> differing() {
    Map<String, Long> others = new LinkedHashMap<>();
    cut.forEach(
        (name, values) ->
            ExampleDifference.other(values).ifPresent(other -> others.put(name, other)));
    return others;
  }

  /** The inputs in which an example differs clearly from the first one. */
  public Set<String> clearlyDiffering(long example) {
    return cut.entrySet().stream()
        .filter(input -> ExampleDifference.isClear(input.getValue(), example))
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * All of a request but the values of its examples.
   *
   * @param shapes of single examples, by input
   * @param others the inputs that every example has in common
   */
  public record Setting(Map<String, Shape> shapes, Map<String, Common> others) {}

  /** An input that is not cut. */
  private record Common(Shape shape, List<Object> values) {
    static Common of(NdArray<?> array) {
      return new Common(array.shape(), array.streamOfObjects().map(Common::comparable).toList());
    }

    private static Object comparable(Object value) {
      return value instanceof byte[] bytes ? ByteBuffer.wrap(bytes.clone()) : value;
    }
  }

  /** Empty if it has so large other inputs that comparing them would take longer than it helps. */
  public Optional<Setting> setting() {
    Map<String, Common> others = new HashMap<>();
    for (Map.Entry<String, NdArray<?>> input : request.inputs().entrySet()) {
      if (!cut.containsKey(input.getKey())) {
        if (input.getValue().size() > LARGEST_COMPARED) {
          return Optional.empty();
        }
        others.put(input.getKey(), Common.of(input.getValue()));
      }
    }
    return Optional.of(new Setting(shapes(), others));
  }

  /** The inputs with just some of the examples. */
  public Map<String, NdArray<?>> pick(long... examples) {
    Map<String, NdArray<?>> inputs = new LinkedHashMap<>(request.inputs());
    cut.forEach((name, values) -> inputs.put(name, values.slice(Indices.seq(examples))));
    return inputs;
  }
}
