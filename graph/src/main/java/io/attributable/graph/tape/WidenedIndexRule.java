package io.attributable.graph.tape;

import io.attributable.graph.flat.Attributes;
import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.NodeWriter;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.OpDef;

/**
 * Passes an op to its rule as if its indices had 32 bits: ops in gradients support narrower indices
 * less often than ops in models.
 */
record WidenedIndexRule(GradientRule rule) implements GradientRule {
  private static final Set<DataType> NARROW =
      Set.of(DataType.DT_INT8, DataType.DT_UINT8, DataType.DT_INT16, DataType.DT_UINT16);
  private static final Set<DataType> WIDE = Set.of(DataType.DT_INT32, DataType.DT_INT64);

  /** The rule for a node: itself where there are no narrow indices. */
  static GradientRule of(FlatNode node, GradientRule rule) {
    return narrow(node).isEmpty() ? rule : new WidenedIndexRule(rule);
  }

  @Override
  public Map<Integer, TensorRef> gradient(RuleContext context) {
    return rule.gradient(context.at(widened(context.node(), context.writer())));
  }

  @Override
  public String name() {
    return rule.name();
  }

  @Override
  public List<BitSet> dependence(FlatGraph graph, FlatNode node, FunctionDependence functions) {
    return rule.dependence(graph, node, functions);
  }

  /** Attributes with the type of indices, which are inputs and never outputs. */
  private static Set<String> narrow(FlatNode node) {
    Set<String> narrow = new TreeSet<>();
    if (node.inputs().size() != node.definition().getInputArgCount()) {
      return narrow; // No op with lists of inputs takes narrow indices.
    }
    for (OpDef.AttrDef attribute : node.definition().getAttrList()) {
      List<DataType> allowed = attribute.getAllowedValues().getList().getTypeList();
      if (allowed.containsAll(WIDE)
          && allowed.stream().allMatch(type -> NARROW.contains(type) || WIDE.contains(type))
          && NARROW.contains(node.attribute(attribute.getName()).getType())
          && node.definition().getOutputArgList().stream()
              .noneMatch(output -> output.getTypeAttr().equals(attribute.getName()))) {
        narrow.add(attribute.getName());
      }
    }
    return narrow;
  }

  private static FlatNode widened(FlatNode node, NodeWriter writer) {
    Set<String> narrow = narrow(node);
    Map<String, AttrValue> attributes = new HashMap<>(node.attributes());
    narrow.forEach(name -> attributes.put(name, Attributes.of(DataType.DT_INT32)));
    List<TensorRef> inputs = new ArrayList<>(node.inputs());
    List<OpDef.ArgDef> taken = node.definition().getInputArgList();
    for (int i = 0; i < taken.size(); i++) {
      if (narrow.contains(taken.get(i).getTypeAttr())) {
        inputs.set(i, writer.cast(inputs.get(i), DataType.DT_INT32));
      }
    }
    return node.withInputs(inputs).withAttributes(attributes);
  }
}
