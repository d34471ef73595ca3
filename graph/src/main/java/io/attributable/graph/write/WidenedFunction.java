package io.attributable.graph.write;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.OpDef;

/** A function that takes more arguments than it looks at. */
public final class WidenedFunction {
  private WidenedFunction() {}

  /** The function under another name, with arguments added behind its own. */
  public static FunctionDef of(FunctionDef function, String name, List<DataType> added) {
    FunctionDef.Builder wider = function.toBuilder();
    OpDef.Builder signature = wider.getSignatureBuilder().setName(name);
    Set<String> taken = new HashSet<>();
    function.getNodeDefList().forEach(node -> taken.add(node.getName()));
    function.getSignature().getInputArgList().forEach(argument -> taken.add(argument.getName()));
    for (DataType type : added) {
      String label = "unused_" + signature.getInputArgCount();
      while (!taken.add(label)) {
        label += "_";
      }
      signature.addInputArg(OpDef.ArgDef.newBuilder().setName(label).setType(type));
    }
    return wider.build();
  }
}
