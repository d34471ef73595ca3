package io.attributable.graph.savedmodel;

import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.tensor.Types;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorProto;

/**
 * Which inputs of signatures need not be given: those for which the signature has a value ({@code
 * defaults} of TensorFlow 2.12 and newer), and placeholders that have one of their own ({@code
 * PlaceholderWithDefault} of TensorFlow 1). What contradicts its input is no default.
 */
final class InputDefaults {
  private static final String WITH_DEFAULT = "PlaceholderWithDefault";

  private final Map<String, NodeDef> nodes = new HashMap<>();

  InputDefaults(GraphDef graph) {
    graph.getNodeList().forEach(node -> nodes.putIfAbsent(node.getName(), node));
  }

  /** A signature's inputs, with their defaults. */
  List<TensorSchema> of(SignatureDef definition, List<TensorSchema> inputs) {
    return inputs.stream()
        .map(
            input ->
                saved(definition, input).or(() -> ofGraph(input)).map(input::orElse).orElse(input))
        .collect(Collectors.toList());
  }

  private static Optional<InputDefault> saved(SignatureDef definition, TensorSchema input) {
    TensorProto value = definition.getDefaultsMap().get(input.name());
    return value != null && fits(value, input)
        ? Optional.of(new InputDefault(Optional.of(value), DefaultText.of(value)))
        : Optional.empty();
  }

  private static boolean fits(TensorProto value, TensorSchema input) {
    if (value.getDtype() != input.type() || !DefaultText.isWhole(value)) {
      return false;
    }
    return input.shape().isUnknown() || agree(Types.shape(value.getTensorShape()), input.shape());
  }

  private static boolean agree(Shape given, Shape wanted) {
    if (given.numDimensions() != wanted.numDimensions()) {
      return false;
    }
    for (int i = 0; i < given.numDimensions(); i++) {
      if (wanted.get(i) >= 0 && wanted.get(i) != given.get(i)) {
        return false;
      }
    }
    return true;
  }

  /** Only where the default is one and the same whatever the other inputs are. */
  private Optional<InputDefault> ofGraph(TensorSchema input) {
    NodeDef node = nodes.get(input.tensor().node());
    if (node == null || !node.getOp().equals(WITH_DEFAULT) || node.getInputCount() == 0) {
      return Optional.empty();
    }
    return dependsOnPlaceholders(node)
        ? Optional.empty()
        : Optional.of(new InputDefault(Optional.empty(), text(node)));
  }

  private boolean dependsOnPlaceholders(NodeDef node) {
    Set<String> seen = new HashSet<>();
    Deque<NodeDef> open = new ArrayDeque<>(List.of(node));
    while (!open.isEmpty()) {
      for (String text : open.pop().getInputList()) {
        String name = text.startsWith("^") ? text.substring(1) : nodeOf(text);
        NodeDef input = nodes.get(name);
        if (input == null || input.getOp().startsWith("Placeholder")) {
          return true;
        }
        if (seen.add(name)) {
          open.push(input);
        }
      }
    }
    return false;
  }

  private String text(NodeDef placeholder) {
    NodeDef value = nodes.get(nodeOf(placeholder.getInput(0)));
    AttrValue constant =
        value == null || !value.getOp().equals("Const")
            ? AttrValue.getDefaultInstance()
            : value.getAttrOrDefault("value", AttrValue.getDefaultInstance());
    return constant.hasTensor() ? DefaultText.of(constant.getTensor()) : "computed";
  }

  private static String nodeOf(String input) {
    try {
      return TensorRef.parse(input).node();
    } catch (NumberFormatException e) {
      return input;
    }
  }
}
