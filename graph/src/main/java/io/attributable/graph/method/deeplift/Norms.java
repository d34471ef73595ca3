package io.attributable.graph.method.deeplift;

import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.NodeWriter;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The length of vectors: the root of a sum of squares, each of which has its own secant. */
final class Norms {
  private Norms() {}

  static Map<Integer, TensorRef> multiplier(RuleContext context, Passes passes) {
    Multipliers at = new Multipliers(context, passes);
    NodeWriter w = context.writer();
    TensorRef lengths = at.elements().plus(at.y(), at.y0());
    TensorRef ofSum = w.op("DivNoNan", context.gradient(), lengths).shapedLike(at.y()).write();
    TensorRef sum =
        w.op("Sum", at.x(0), at.x(1)).like(context.node(), "keep_dims").shapedLike(at.y()).write();
    TensorRef ofSquares =
        Objects.requireNonNull(
            context
                .tape()
                .gradient(w.graph().node(sum.node()), Map.of(0, ofSum), Set.of(0))
                .get(0));
    return Map.of(0, w.mul(ofSquares, w.binary("AddV2", at.x(0), at.x0(0))));
  }
}
