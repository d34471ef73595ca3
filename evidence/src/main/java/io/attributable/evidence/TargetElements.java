package io.attributable.evidence;

import io.attributable.AttributedTensor;
import io.attributable.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tensorflow.ndarray.DoubleNdArray;
import org.tensorflow.ndarray.NdArray;

/** Which element of the output a target meant for an example, and its value. */
final class TargetElements {
  private final Target target;
  private final DoubleNdArray output;

  private TargetElements(Target target, DoubleNdArray output) {
    this.target = target;
    this.output = output;
  }

  static TargetElements of(Target target, AttributedTensor output) {
    return new TargetElements(target, output.doubles());
  }

  /** The index within the example, none of it negative; empty where it is not one element. */
  Optional<List<Long>> index(int example) {
    if (target instanceof Target.Index one) {
      return normal(one.index());
    }
    if (target instanceof Target.PerExample each && example < each.indices().size()) {
      return normal(each.indices().get(example));
    }
    return target instanceof Target.Predicted && output.rank() > 1
        ? Optional.of(largest(output.get(example)))
        : Optional.empty();
  }

  private Optional<List<Long>> normal(List<Integer> index) {
    if (index.size() != output.rank() - 1) {
      return Optional.empty();
    }
    List<Long> normal = new ArrayList<>();
    for (int i = 0; i < index.size(); i++) {
      long length = output.shape().get(i + 1);
      normal.add(index.get(i) < 0 ? index.get(i) + length : index.get(i));
    }
    return Optional.of(normal);
  }

  /** The first of the largest, as TensorFlow's ArgMax has it. */
  private static List<Long> largest(NdArray<Double> row) {
    double best = Double.NEGATIVE_INFINITY;
    List<Long> at = List.of();
    long position = 0;
    for (NdArray<Double> scalar : row.scalars()) {
      double value = scalar.getObject();
      if (at.isEmpty() || value > best) {
        best = value;
        at = index(position, row.shape().asArray());
      }
      position++;
    }
    return at;
  }

  private static List<Long> index(long position, long[] shape) {
    Long[] index = new Long[shape.length];
    long rest = position;
    for (int i = shape.length - 1; i >= 0; i--) {
      index[i] = rest % shape[i];
      rest /= shape[i];
    }
    return List.of(index);
  }

  /** F(x), where the target is one element of the output, or the output is one number. */
  Optional<Double> value(int example) {
    if (target instanceof Target.None && output.rank() == 1) {
      return Optional.of(output.getDouble(example));
    }
    return index(example).map(index -> at(example, index));
  }

  private double at(int example, List<Long> index) {
    long[] whole = new long[index.size() + 1];
    whole[0] = example;
    for (int i = 0; i < index.size(); i++) {
      whole[i + 1] = index.get(i);
    }
    return output.getDouble(whole);
  }
}
