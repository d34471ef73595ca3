package io.attributable.graph.flat.limit;

import io.attributable.graph.flat.Attributes;
import java.util.HashSet;
import java.util.Set;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;

/** A loop's body with one more variable, the count of its iterations. */
final class CountingBody {
  private CountingBody() {}

  /** The body under another name. */
  static FunctionDef of(FunctionDef body, String name) {
    FreshNames names = FreshNames.of(body);
    FunctionDef.Builder counting = body.toBuilder();
    String count = names.fresh("iterations");
    counting.getSignatureBuilder().setName(name).addInputArg(integer(count));
    NodeDef one = LoopAssertion.integer(names.fresh("iterations/one"), 1);
    NodeDef next =
        NodeDef.newBuilder()
            .setName(names.fresh("iterations/next"))
            .setOp("AddV2")
            .addInput(count)
            .addInput(one.getName() + ":output:0")
            .putAttr("T", Attributes.of(DataType.DT_INT32))
            .build();
    String result = names.fresh("iterations_counted");
    counting.getSignatureBuilder().addOutputArg(integer(result));
    return counting
        .addNodeDef(one)
        .addNodeDef(next)
        .putRet(result, next.getName() + ":z:0")
        .build();
  }

  static OpDef.ArgDef integer(String name) {
    return OpDef.ArgDef.newBuilder().setName(name).setType(DataType.DT_INT32).build();
  }

  /** Names that a function's nodes and arguments do not have. */
  record FreshNames(Set<String> taken) {
    static FreshNames of(FunctionDef function) {
      Set<String> taken = new HashSet<>();
      function.getNodeDefList().forEach(node -> taken.add(node.getName()));
      function.getSignature().getInputArgList().forEach(argument -> taken.add(argument.getName()));
      function.getSignature().getOutputArgList().forEach(result -> taken.add(result.getName()));
      return new FreshNames(taken);
    }

    String fresh(String wanted) {
      String name = wanted;
      while (!taken.add(name)) {
        name += "_";
      }
      return name;
    }
  }
}
