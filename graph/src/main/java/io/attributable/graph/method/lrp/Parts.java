package io.attributable.graph.method.lrp;

import io.attributable.Lrp;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ElementwiseWriter;
import io.attributable.graph.write.NodeWriter;
import java.util.HashMap;
import java.util.Map;

/** Writes the parts of weights and biases, each once. */
final class Parts {
  private final NodeWriter w;
  private final Lrp method;
  private final Map<Key, TensorRef> written = new HashMap<>();

  private record Key(Part part, TensorRef tensor) {}

  Parts(NodeWriter w, Lrp method) {
    this.w = w;
    this.method = method;
  }

  TensorRef of(Part part, TensorRef tensor) {
    Key key = new Key(part, tensor);
    TensorRef known = written.get(key);
    if (known == null) {
      known = write(part, tensor);
      written.put(key, known);
    }
    return known;
  }

  private TensorRef write(Part part, TensorRef x) {
    ElementwiseWriter e = new ElementwiseWriter(w, x);
    return switch (part) {
      case ALL -> x;
      case POSITIVE -> e.of("Maximum", x, e.constant(0));
      case NEGATIVE -> e.of("Minimum", x, e.constant(0));
      case MORE_POSITIVE -> more(e, x, Part.POSITIVE);
      case MORE_NEGATIVE -> more(e, x, Part.NEGATIVE);
      case SQUARED -> w.unary("Square", x);
      case ONES -> w.unary("OnesLike", x);
      case LOW -> e.times(of(Part.ONES, x), e.constant(method.low()));
      case HIGH -> e.times(of(Part.ONES, x), e.constant(method.high()));
      case NONE -> throw new IllegalArgumentException("nothing is not written");
    };
  }

  private TensorRef more(ElementwiseWriter e, TensorRef x, Part part) {
    return e.plus(x, e.times(of(part, x), e.constant(method.gamma())));
  }
}
