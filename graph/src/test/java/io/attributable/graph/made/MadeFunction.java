package io.attributable.graph.made;

import org.tensorflow.proto.DataType;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;

/** A function of 32-bit floats, built step by step. */
public final class MadeFunction {
  private final FunctionDef.Builder function = FunctionDef.newBuilder();

  private MadeFunction(String name, String... arguments) {
    function.getSignatureBuilder().setName(name);
    for (String argument : arguments) {
      function.getSignatureBuilder().addInputArg(floats(argument));
    }
  }

  /** A function with these arguments. */
  public static MadeFunction function(String name, String... arguments) {
    return new MadeFunction(name, arguments);
  }

  /** Adds nodes; their inputs are arguments or {@code node:outArg:index}. */
  public MadeFunction nodes(NodeDef.Builder... nodes) {
    for (NodeDef.Builder node : nodes) {
      function.addNodeDef(node);
    }
    return this;
  }

  /** Returns a tensor under a name. */
  public MadeFunction returns(String name, String tensor) {
    function.getSignatureBuilder().addOutputArg(floats(name));
    function.putRet(name, tensor);
    return this;
  }

  /** Says that a node has run when the call is over. */
  public MadeFunction runs(String node) {
    function.putControlRet(node, node);
    return this;
  }

  /** As the file has it. */
  public FunctionDef.Builder proto() {
    return function;
  }

  private static OpDef.ArgDef floats(String name) {
    return OpDef.ArgDef.newBuilder().setName(name).setType(DataType.DT_FLOAT).build();
  }
}
