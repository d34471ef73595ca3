package io.attributable.graph.tape.stack;

import io.attributable.graph.flat.Attributes;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.tensor.Types;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.proto.AttrValue;

/** Products of matrices. */
final class ProductStack {
  private ProductStack() {}

  static Map<String, StackRule> rules() {
    Map<String, StackRule> rules = new HashMap<>();
    rules.put("MatMul", ProductStack::matMul);
    rules.put("BatchMatMulV2", ProductStack::batched);
    rules.put("Einsum", ProductStack::einsum);
    return rules;
  }

  /** Rows of all seeds against the same matrix are one product. */
  private static List<Stacked> matMul(StackedNode node) {
    if (!Types.isFloat(node.writer().graph().type(node.input(0)))) {
      throw node.unknown();
    }
    boolean first = node.node().attribute("transpose_a").getB();
    boolean second = node.node().attribute("transpose_b").getB();
    if (node.each(0) && !node.each(1) && !first) {
      TensorRef rows = node.writer().flatten(node.input(0));
      List<Stacked> product = node.like(List.of(rows, node.input(1)));
      return List.of(new Stacked(node.writer().unflatten(product.get(0).tensor()), true));
    }
    Map<String, AttrValue> attributes = new HashMap<>();
    attributes.put("T", Attributes.of(node.writer().graph().type(node.input(0))));
    attributes.put("adj_x", Attributes.of(first));
    attributes.put("adj_y", Attributes.of(second));
    return node.like("BatchMatMulV2", List.of(node.repeated(0), node.repeated(1)), attributes);
  }

  /**
   * Nothing is left to broadcast between seeds: of stacks of five dimensions of which one
   * broadcasts, TensorFlow's kernel for CPUs reads behind the end.
   */
  private static List<Stacked> batched(StackedNode node) {
    int rank = node.outputRank(0);
    if (!node.each(1) && node.rank(1) == 2 && rank > 2) {
      TensorRef rows = node.writer().flatten(node.only(0));
      List<Stacked> product = node.like(List.of(rows, node.input(1)));
      return List.of(new Stacked(node.writer().unflatten(product.get(0).tensor()), true));
    }
    if (node.rank(0) != rank || node.rank(1) != rank) {
      throw node.unknown();
    }
    return node.like(List.of(node.repeated(0), node.repeated(1)));
  }

  /** One more index, which all that is another one for each seed has. */
  private static List<Stacked> einsum(StackedNode node) {
    String equation = node.node().attribute("equation").getS().toStringUtf8().replace(" ", "");
    int arrow = equation.indexOf("->");
    if (arrow < 0 || equation.contains(".")) {
      throw node.unknown();
    }
    char seeds = unused(node, equation);
    StringBuilder changed = new StringBuilder();
    String[] terms = equation.substring(0, arrow).split(",", -1);
    for (int i = 0; i < terms.length; i++) {
      changed.append(i == 0 ? "" : ",").append(node.each(i) ? seeds + terms[i] : terms[i]);
    }
    changed.append("->").append(seeds).append(equation.substring(arrow + 2));
    Map<String, AttrValue> attributes = new HashMap<>(node.node().attributes());
    attributes.put("equation", Attributes.of(changed.toString()));
    return node.like("Einsum", node.inputs(), attributes);
  }

  private static char unused(StackedNode node, String equation) {
    for (char letter = 'a'; letter <= 'z'; letter++) {
      if (equation.indexOf(letter) < 0) {
        return letter;
      }
    }
    throw node.unknown();
  }
}
