package io.attributable.graph.savedmodel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.Struct.PairValue;
import org.tensorflow.proto.Struct.StructuredValue;
import org.tensorflow.proto.TensorShapeProto;

/**
 * The tensors in a Python function's arguments or results, in the graph's order: that of {@code
 * tf.nest.flatten}, which sorts the keys of dictionaries.
 */
final class StructuredTensors {
  /** As Python sorts text: characters outside the first plane come last. */
  private static final Comparator<String> BY_CODE_POINT =
      (a, b) -> {
        int[] left = a.codePoints().toArray();
        int[] right = b.codePoints().toArray();
        return Arrays.compare(left, right);
      };

  /**
   * One tensor.
   *
   * @param path the keys and positions that lead to it
   */
  record Leaf(List<String> path, DataType type, TensorShapeProto shape) {
    Leaf {
      path = List.copyOf(path);
    }
  }

  private final List<Leaf> leaves = new ArrayList<>();
  private Optional<String> obstacle = Optional.empty();

  private StructuredTensors() {}

  static StructuredTensors of(StructuredValue value) {
    StructuredTensors tensors = new StructuredTensors();
    tensors.add(List.of(), value);
    return tensors;
  }

  /** Those of an argument of a name. */
  static StructuredTensors of(String name, StructuredValue value) {
    StructuredTensors tensors = new StructuredTensors();
    tensors.add(List.of(name), value);
    return tensors;
  }

  List<Leaf> leaves() {
    return List.copyOf(leaves);
  }

  /** Why some of it is not one tensor of the graph, such as {@code is a ragged tensor}. */
  Optional<String> obstacle() {
    return obstacle;
  }

  private void add(List<String> path, StructuredValue value) {
    switch (value.getKindCase()) {
      case TENSOR_SPEC_VALUE ->
          leaves.add(
              new Leaf(
                  path,
                  value.getTensorSpecValue().getDtype(),
                  value.getTensorSpecValue().getShape()));
      case BOUNDED_TENSOR_SPEC_VALUE ->
          leaves.add(
              new Leaf(
                  path,
                  value.getBoundedTensorSpecValue().getDtype(),
                  value.getBoundedTensorSpecValue().getShape()));
      case TYPE_SPEC_VALUE -> refuse(path, CompositeKind.words(value.getTypeSpecValue()));
      default -> children(value).forEach(child -> add(with(path, child.name()), child.value()));
    }
  }

  private void refuse(List<String> path, String reason) {
    if (obstacle.isEmpty()) {
      String name = String.join(".", path);
      obstacle = Optional.of((name.isEmpty() ? "it " : "\"" + name + "\" ") + reason);
    }
  }

  /**
   * A part of a structure.
   *
   * @param name its key or position
   */
  record Child(String name, StructuredValue value) {}

  /** The parts of a list, tuple or dictionary, in order; none of anything else. */
  static Stream<Child> children(StructuredValue value) {
    return switch (value.getKindCase()) {
      case LIST_VALUE -> numbered(value.getListValue().getValuesList());
      case TUPLE_VALUE -> numbered(value.getTupleValue().getValuesList());
      case DICT_VALUE ->
          value.getDictValue().getFieldsMap().entrySet().stream()
              .sorted(Map.Entry.comparingByKey(BY_CODE_POINT))
              .map(field -> new Child(field.getKey(), field.getValue()));
      case NAMED_TUPLE_VALUE ->
          value.getNamedTupleValue().getValuesList().stream()
              .map((PairValue pair) -> new Child(pair.getKey(), pair.getValue()));
      default -> Stream.empty();
    };
  }

  private static Stream<Child> numbered(List<StructuredValue> values) {
    List<Child> children = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      children.add(new Child(Integer.toString(i), values.get(i)));
    }
    return children.stream();
  }

  private static List<String> with(List<String> path, String name) {
    List<String> longer = new ArrayList<>(path);
    longer.add(name);
    return longer;
  }
}
