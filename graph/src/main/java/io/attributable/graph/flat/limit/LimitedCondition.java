package io.attributable.graph.flat.limit;

import io.attributable.graph.flat.Attributes;
import io.attributable.graph.flat.Inliner;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;

/**
 * A loop's condition that checks the count of iterations against the limit first. The check is part
 * of the condition because TensorFlow prunes unused nodes, and nothing else in a loop uses the
 * count.
 */
final class LimitedCondition {
  private final String loop;
  private final int limit;

  LimitedCondition(String loop, int limit) {
    this.loop = loop;
    this.limit = limit;
  }

  /**
   * The condition under another name.
   *
   * @throws IllegalArgumentException if it gives nothing
   */
  FunctionDef of(FunctionDef condition, String name) {
    CountingBody.FreshNames names = CountingBody.FreshNames.of(condition);
    FunctionDef.Builder limited = condition.toBuilder();
    String count = names.fresh("iterations");
    limited.getSignatureBuilder().setName(name).addInputArg(CountingBody.integer(count));
    limited.getSignatureBuilder().setIsStateful(true);
    NodeDef most = LoopAssertion.integer(names.fresh("iterations/limit"), limit);
    NodeDef text = LoopAssertion.message(names.fresh("iterations/text"), limit, loop);
    NodeDef within =
        NodeDef.newBuilder()
            .setName(names.fresh("iterations/within"))
            .setOp("LessEqual")
            .addInput(count)
            .addInput(most.getName() + ":output:0")
            .putAttr("T", Attributes.of(DataType.DT_INT32))
            .build();
    NodeDef check =
        LoopAssertion.check(
            names.fresh("iterations/check"),
            within.getName() + ":z:0",
            text.getName() + ":output:0");
    NodeDef answer = answer(condition, names.fresh("iterations/checked"), check.getName());
    return limited
        .addNodeDef(most)
        .addNodeDef(text)
        .addNodeDef(within)
        .addNodeDef(check)
        .addNodeDef(answer)
        .putRet(result(condition).getName(), answer.getName() + ":output:0")
        .build();
  }

  /** What the condition gives, once the check is over. */
  private static NodeDef answer(FunctionDef condition, String name, String check) {
    OpDef.ArgDef result = result(condition);
    return NodeDef.newBuilder()
        .setName(name)
        .setOp("Identity")
        .addInput(Inliner.returned(condition, result.getName()))
        .addInput("^" + check)
        .putAttr("T", type(result))
        .build();
  }

  private static AttrValue type(OpDef.ArgDef result) {
    return result.getTypeAttr().isEmpty()
        ? Attributes.of(result.getType())
        : AttrValue.newBuilder().setPlaceholder(result.getTypeAttr()).build();
  }

  private static OpDef.ArgDef result(FunctionDef condition) {
    OpDef signature = condition.getSignature();
    if (signature.getOutputArgCount() != 1) {
      throw new IllegalArgumentException(
          String.format(
              "function \"%s\" is the condition of a loop, but gives %d results",
              signature.getName(), signature.getOutputArgCount()));
    }
    return signature.getOutputArg(0);
  }
}
