package io.attributable.tensorflow.rules;

import io.attributable.graph.flat.FunctionGraphs;
import io.attributable.graph.tape.GradientRule;
import io.attributable.graph.tape.GradientTape;
import io.attributable.graph.tape.NativeGradientOps;
import io.attributable.graph.tape.RuleBook;
import io.attributable.graph.tape.Tape;
import io.attributable.graph.tape.rules.JavaRules;
import io.attributable.graph.write.NodeWriter;
import io.attributable.tensorflow.Internals;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The rules under test. */
final class Rules {
  /** For running an op without differentiating it. */
  static final GradientRule NONE = context -> Map.of();

  static final GradientRule NATIVE = Internals.nativeRule();
  static final RuleBook BOOK = RuleBook.of(JavaRules.all(), NATIVE);

  private Rules() {}

  /** The rule that the library differentiates a node by. */
  static GradientRule of(OpNode node) {
    return BOOK.find(node.node()).orElseThrow();
  }

  /** A tape that writes with these rules. */
  static Tape tape(NodeWriter writer) {
    return tape(writer, BOOK);
  }

  /** A tape that writes with some rules. */
  static Tape tape(NodeWriter writer, RuleBook book) {
    FunctionGraphs functions = new FunctionGraphs(UnaryOperator.identity());
    return new GradientTape(writer.graph(), book, functions);
  }

  /** Whether an op has a rule in Java and one in C++. */
  static boolean isTwofold(OpNode node) {
    return JavaRules.all().containsKey(node.op()) && NativeGradientOps.contains(node.op());
  }
}
