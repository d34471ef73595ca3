package io.attributable.graph.flat;

import com.google.protobuf.ByteString;
import io.attributable.graph.tensor.Types;
import java.util.HashSet;
import java.util.Set;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;
import org.tensorflow.proto.TensorProto;

/**
 * A loop's body with one more variable, the count of its iterations. The count waits for an {@code
 * Assert} that holds it against the limit, so that the loop cannot go on without.
 */
public final class CountingBody {
  /** Stands in what a loop fails with; the limit and the name of the loop follow. */
  public static final String MARK = "attributable.loop-limit";

  private final String loop;
  private final int limit;
  private final Set<String> taken = new HashSet<>();

  CountingBody(String loop, int limit) {
    this.loop = loop;
    this.limit = limit;
  }

  FunctionDef of(FunctionDef body, String name) {
    body.getNodeDefList().forEach(node -> taken.add(node.getName()));
    body.getSignature().getInputArgList().forEach(argument -> taken.add(argument.getName()));
    body.getSignature().getOutputArgList().forEach(argument -> taken.add(argument.getName()));
    String count = fresh("iterations");
    FunctionDef.Builder counting = body.toBuilder();
    counting.getSignatureBuilder().setName(name).addInputArg(integer(count));
    String next = addCounting(counting, count);
    String result = fresh("iterations_counted");
    counting.getSignatureBuilder().addOutputArg(integer(result)).setIsStateful(true);
    return counting.putRet(result, next).build();
  }

  private static OpDef.ArgDef integer(String name) {
    return OpDef.ArgDef.newBuilder().setName(name).setType(DataType.DT_INT32).build();
  }

  private String addCounting(FunctionDef.Builder function, String count) {
    String most = add(function, integer(fresh("iterations/limit"), limit));
    String one = add(function, integer(fresh("iterations/one"), 1));
    String text = add(function, message(fresh("iterations/text"), limit, loop));
    NodeDef less = compute("Less", "iterations/less", count, most).build();
    add(function, less);
    NodeDef check = check(fresh("iterations/check"), less.getName() + ":z:0", text);
    add(function, check);
    NodeDef.Builder next = compute("AddV2", "iterations/next", count, one);
    next.addInput("^" + check.getName());
    add(function, next.build());
    return next.getName() + ":z:0";
  }

  /** Fails with a text where a number is not within the limit. */
  static NodeDef check(String name, String within, String text) {
    return NodeDef.newBuilder()
        .setName(name)
        .setOp("Assert")
        .addInput(within)
        .addInput(text)
        .putAttr(
            "T",
            AttrValue.newBuilder()
                .setList(AttrValue.ListValue.newBuilder().addType(DataType.DT_STRING))
                .build())
        .build();
  }

  /** What a loop that goes on fails with. */
  static NodeDef message(String name, int limit, String loop) {
    return text(name, MARK + "[" + limit + " " + loop + "]");
  }

  private NodeDef.Builder compute(String op, String label, String x, String y) {
    return NodeDef.newBuilder()
        .setName(fresh(label))
        .setOp(op)
        .addInput(x)
        .addInput(y)
        .putAttr("T", Attributes.of(DataType.DT_INT32));
  }

  private static String add(FunctionDef.Builder function, NodeDef node) {
    function.addNodeDef(node);
    return node.getName() + ":output:0";
  }

  private String fresh(String wanted) {
    String name = wanted;
    while (!taken.add(name)) {
      name += "_";
    }
    return name;
  }

  static NodeDef integer(String name, int value) {
    return constant(name, TensorProto.newBuilder().setDtype(DataType.DT_INT32).addIntVal(value));
  }

  private static NodeDef text(String name, String value) {
    return constant(
        name,
        TensorProto.newBuilder()
            .setDtype(DataType.DT_STRING)
            .addStringVal(ByteString.copyFromUtf8(value)));
  }

  private static NodeDef constant(String name, TensorProto.Builder value) {
    value.setTensorShape(Types.proto(Shape.scalar()));
    return NodeDef.newBuilder()
        .setName(name)
        .setOp("Const")
        .putAttr("dtype", Attributes.of(value.getDtype()))
        .putAttr("value", AttrValue.newBuilder().setTensor(value).build())
        .build();
  }
}
