package io.attributable.tensorflow.internal.session;

import com.google.protobuf.ByteString;
import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import java.util.HashMap;
import java.util.Map;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;

/**
 * Variables and tables are found by {@code shared_name}; where that is empty, by the name of their
 * node. A copy of such a node under another name must say which resource it means.
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
    Map<String, AttrValue> attributes = new HashMap<>(node.attributes());
    attributes.put(
        "shared_name",
        AttrValue.newBuilder().setS(ByteString.copyFromUtf8(node.scopedName())).build());
    return new FlatNode(
        node.name(),
        node.scopedName(),
        node.instance(),
        node.definition(),
        node.inputs(),
        node.controls(),
        attributes,
        node.outputs());
  }

  /** A {@code VarHandleOp} means the empty name where it says so; others mean their own. */
  private static boolean holdsResource(FlatNode node) {
    return !node.op().equals("VarHandleOp")
        && (node.definition().getOutputArg(0).getIsRef()
            || node.outputs().get(0).type() == DataType.DT_RESOURCE);
  }
}
