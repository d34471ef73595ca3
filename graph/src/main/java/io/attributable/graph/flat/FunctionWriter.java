package io.attributable.graph.flat;

import io.attributable.graph.tensor.TensorRef;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;

/** Writes flat nodes as a function. Not thread-safe. */
public final class FunctionWriter {
  private final Map<String, FlatNode> nodes = new HashMap<>();
  private final Map<TensorRef, String> names = new HashMap<>();
  private final FunctionDef.Builder function = FunctionDef.newBuilder();
  private final Set<String> taken = new HashSet<>();

  /** Begins a function of some nodes, in any order. */
  public FunctionWriter(Collection<FlatNode> body) {
    body.forEach(node -> nodes.put(node.name(), node));
    taken.addAll(nodes.keySet());
  }

  /**
   * Adds an argument.
   *
   * @param standsFor the tensor that it replaces in the body
   */
  public void addArgument(TensorRef standsFor, DataType type) {
    String name = freshName("argument_" + function.getSignature().getInputArgCount());
    names.put(standsFor, name);
    function.getSignatureBuilder().addInputArg(argument(name, type));
  }

  /** Replaces a tensor by another one in the whole body. */
  public void substitute(TensorRef taken, TensorRef instead) {
    names.put(taken, name(instead));
  }

  /** Adds a result. */
  public void addResult(TensorRef tensor, DataType type) {
    String name = "result_" + function.getSignature().getOutputArgCount();
    function.getSignatureBuilder().addOutputArg(argument(name, type));
    function.putRet(name, name(tensor));
  }

  /** Has a node run whenever the function does. */
  public void addControl(String node) {
    String name = "control_" + function.getControlRetCount();
    function.getSignatureBuilder().addControlOutput(name);
    function.putControlRet(name, node);
  }

  /** The function under a name. */
  public FunctionDef write(String name) {
    function.getSignatureBuilder().setName(name);
    nodes.values().forEach(node -> function.addNodeDef(proto(node)));
    return function.build();
  }

  private NodeDef proto(FlatNode node) {
    NodeDef.Builder proto =
        NodeDef.newBuilder().setName(node.name()).setOp(node.op()).putAllAttr(node.attributes());
    node.inputs().forEach(input -> proto.addInput(name(input)));
    List<String> controls = new ArrayList<>(node.controls());
    controls.retainAll(nodes.keySet());
    controls.forEach(control -> proto.addInput("^" + control));
    return proto.build();
  }

  private String name(TensorRef tensor) {
    String argument = names.get(tensor);
    if (argument != null) {
      return argument;
    }
    FlatNode node = nodes.get(tensor.node());
    if (node == null) {
      throw new IllegalStateException("no node for " + tensor);
    }
    return NodeOutputs.nameInFunction(node, tensor.index());
  }

  private String freshName(String wanted) {
    String name = wanted;
    while (!taken.add(name)) {
      name += "_";
    }
    return name;
  }

  private static OpDef.ArgDef argument(String name, DataType type) {
    return OpDef.ArgDef.newBuilder().setName(name).setType(type).build();
  }
}
