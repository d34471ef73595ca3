package io.attributable.graph.tape.rules.array;

import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.tape.GradientRule;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ArrayWriter;
import io.attributable.graph.write.ConstantIntegers;
import io.attributable.graph.write.NodeWriter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/**
 * Concatenation: each input gets its slice of the gradient.
 *
 * <p>Source: {@code tensorflow/python/ops/array_grad.py}, {@code _ConcatGradHelper}.
 */
public final class ConcatRules {
  private ConcatRules() {}

  public static Map<String, GradientRule> all() {
    return Map.of(
        "ConcatV2", context -> parts(context, context.node().inputs().size() - 1, 0),
        "Concat", context -> parts(context, 0, 1));
  }

  /**
   * The gradients of the concatenated inputs.
   *
   * @param axis which input is the axis
   * @param first which input is the first array to be joined
   */
  private static Map<Integer, TensorRef> parts(RuleContext context, int axis, int first) {
    int count = context.node().inputs().size() - 1;
    List<TensorRef> joined = context.node().inputs().subList(first, first + count);
    Optional<int[]> known = ConstantIntegers.ints(context.writer().graph(), context.input(axis));
    return known
        .flatMap(constant -> sizes(context, joined, constant[0]))
        .map(sizes -> knownParts(context, joined, first, known.get()[0], sizes))
        .orElseGet(() -> foundParts(context, joined, first, context.input(axis)));
  }

  /** The size of each input along the axis, if all are known statically. */
  private static Optional<long[]> sizes(RuleContext context, List<TensorRef> joined, int axis) {
    long[] sizes = joined.stream().mapToLong(tensor -> size(context, tensor, axis)).toArray();
    return Arrays.stream(sizes).allMatch(size -> size >= 0) ? Optional.of(sizes) : Optional.empty();
  }

  private static long size(RuleContext context, TensorRef tensor, int axis) {
    Shape shape = context.writer().graph().shape(tensor);
    return shape.isUnknown()
        ? Shape.UNKNOWN_SIZE
        : shape.get(Math.floorMod(axis, shape.numDimensions()));
  }

  private static Map<Integer, TensorRef> knownParts(
      RuleContext context, List<TensorRef> joined, int first, int axis, long[] sizes) {
    NodeWriter w = context.writer();
    Map<Integer, TensorRef> gradients = new HashMap<>();
    long offset = 0;
    for (int i = 0; i < sizes.length; i++) {
      if (context.needs(first + i)) {
        Shape shape = w.graph().shape(joined.get(i));
        int[] begin = new int[shape.numDimensions()];
        int[] size = new int[shape.numDimensions()];
        Arrays.fill(size, -1);
        begin[Math.floorMod(axis, begin.length)] = Math.toIntExact(offset);
        size[Math.floorMod(axis, begin.length)] = Math.toIntExact(sizes[i]);
        gradients.put(first + i, part(context, w.ints(begin), w.ints(size), shape));
      }
      offset += sizes[i];
    }
    return gradients;
  }

  private static Map<Integer, TensorRef> foundParts(
      RuleContext context, List<TensorRef> joined, int first, TensorRef axis) {
    NodeWriter w = context.writer();
    List<TensorRef> shapes =
        joined.stream().map(tensor -> w.shapeOf(tensor, DataType.DT_INT32)).toList();
    FlatNode offsets =
        context
            .writer()
            .op(
                "ConcatOffset",
                Stream.concat(Stream.of(w.cast(axis, DataType.DT_INT32)), shapes.stream()).toList())
            .writeNode();
    Map<Integer, TensorRef> gradients = new HashMap<>();
    for (int i = 0; i < joined.size(); i++) {
      if (context.needs(first + i)) {
        Shape shape = w.graph().shape(joined.get(i));
        gradients.put(first + i, part(context, offsets.output(i), shapes.get(i), shape));
      }
    }
    return gradients;
  }

  private static TensorRef part(RuleContext context, TensorRef begin, TensorRef size, Shape shape) {
    return new ArrayWriter(context.writer()).slice(context.gradient(), begin, size, shape);
  }
}
