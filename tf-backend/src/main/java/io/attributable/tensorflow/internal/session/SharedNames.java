package io.attributable.tensorflow.internal.session;

import io.attributable.graph.flat.Attributes;
import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import org.tensorflow.proto.DataType;

/**
 * Variables and tables are found by {@code shared_name}; where that is empty, by the name of their
 * node. A copy of such a node under another name must name its resource.
 */
public final class SharedNames {
  private SharedNames() {}

  public static FlatGraph keep(FlatGraph graph) {
    return graph.mapNodes(SharedNames::keep);
  }

  public static FlatNode keep(FlatNode node) {
    boolean shared =
        node.definition().getAttrList().stream()
            .anyMatch(attribute -> attribute.getName().equals("shared_name"));
    if (!shared || !holdsResource(node) || !node.attribute("shared_name").getS().isEmpty()) {
      return node;
    }
    return node.withAttribute("shared_name", Attributes.of(node.scopedName()));
  }

  /** For a {@code VarHandleOp} an empty name is a name; other nodes then use their own. */
  private static boolean holdsResource(FlatNode node) {
    return !node.op().equals("VarHandleOp")
        && (node.definition().getOutputArg(0).getIsRef()
            || node.outputs().get(0).type() == DataType.DT_RESOURCE);
  }
}
