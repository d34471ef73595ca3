package io.attributable.graph.layer;

import static io.attributable.graph.made.MadeFunction.function;
import static io.attributable.graph.made.Nodes.call;
import static io.attributable.graph.made.Nodes.op;

import io.attributable.graph.made.MadeFunction;
import io.attributable.graph.made.MadeModel;
import java.util.Map;

/** Models in which each node takes the one before. */
final class Chains {
  private static final Map<String, String> OUTPUTS =
      Map.of("Relu", "activations", "Elu", "activations");

  private Chains() {}

  /** A model that calls a function of these nodes; the last part of a name tells the op. */
  static MadeModel chain(String... names) {
    MadeFunction body = function("body", "a");
    String last = "a";
    for (String name : names) {
      String op = operation(name);
      body.nodes(op(name, op, last));
      last = name + ":" + OUTPUTS.getOrDefault(op, "y") + ":0";
    }
    return MadeModel.fromXtoY(call("c", "body", "x"), op("y", "Identity", "c"))
        .function(body.returns("r", last));
  }

  private static String operation(String name) {
    String last = UniqueSuffix.strip(name.substring(name.lastIndexOf('/') + 1));
    return Map.of("mean", "Tanh", "var", "Tanh").getOrDefault(last, last);
  }
}
