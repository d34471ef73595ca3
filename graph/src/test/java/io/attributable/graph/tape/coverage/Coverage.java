package io.attributable.graph.tape.coverage;

import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.tf1.ConvertedOps;
import io.attributable.graph.savedmodel.OpRegistry;
import io.attributable.graph.tape.GradientRule;
import io.attributable.graph.tape.NativeGradientOps;
import io.attributable.graph.tape.RuleBook;
import io.attributable.graph.tape.ZeroGradientOps;
import io.attributable.graph.tape.rules.JavaRules;
import io.attributable.graph.tensor.Types;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.OpDef;

/** Finds out, by the rules themselves, what becomes of a gradient at each op. */
final class Coverage {
  private static final String NO_FLOATS = "Takes or makes no floating-point numbers.";
  private static final String NO_SUCH_OP = "TensorFlow 2.18 has no such op.";
  private static final GradientRule NATIVE = context -> Map.of();
  private static final RuleBook RULES = RuleBook.of(JavaRules.all(), NATIVE);

  private final PythonRegistry python = PythonRegistry.read();
  private final Reasons reasons;

  Coverage(Reasons reasons) {
    this.reasons = reasons;
  }

  /** Every op that Python, the C++ registry or one of our own lists names, sorted. */
  List<OpCoverage> all() {
    Set<String> ops = new TreeSet<>(python.names());
    ops.addAll(NativeGradientOps.all());
    ops.addAll(JavaRules.all().keySet());
    ops.addAll(ZeroGradientOps.all());
    ops.addAll(reasons.names());
    ops.addAll(ConvertedOps.all());
    return ops.stream().map(this::of).toList();
  }

  private OpCoverage of(String op) {
    Optional<OpDef> definition = OpRegistry.ofTensorFlow().find(op);
    FlatNode node = node(definition.orElse(OpDef.newBuilder().setName(op).build()));
    Optional<GradientRule> rule = RULES.find(node);
    if (ConvertedOps.all().contains(op)) {
      return coverage(op, Status.CONVERTED, "");
    }
    if (RuleBook.stops(node)) {
      String computed = definition.filter(Coverage::carries).isPresent() ? "" : NO_FLOATS;
      return coverage(op, Status.STOPS, reasons.of(op).orElse(computed));
    }
    if (rule.isPresent()) {
      return coverage(op, rule.get() == NATIVE ? Status.NATIVE : Status.JAVA, "");
    }
    if (definition.isEmpty()) {
      return coverage(op, Status.IMPOSSIBLE, NO_SUCH_OP);
    }
    return carries(definition.get())
        ? coverage(op, Status.IMPOSSIBLE, reasons.of(op).orElse(""))
        : coverage(op, Status.STOPS, NO_FLOATS);
  }

  private OpCoverage coverage(String op, Status status, String reason) {
    return new OpCoverage(op, status, python.differentiates(op), reason);
  }

  private static FlatNode node(OpDef definition) {
    return new FlatNode("op", "op", 0, definition, List.of(), List.of(), Map.of(), List.of());
  }

  /** Whether what comes in and what goes out may be numbers that have gradients. */
  static boolean carries(OpDef op) {
    return op.getInputArgList().stream().anyMatch(input -> carries(op, input))
        && op.getOutputArgList().stream().anyMatch(output -> carries(op, output));
  }

  private static boolean carries(OpDef op, OpDef.ArgDef argument) {
    if (argument.getTypeAttr().isEmpty() && argument.getTypeListAttr().isEmpty()) {
      return carries(argument.getType());
    }
    String name = argument.getTypeAttr() + argument.getTypeListAttr();
    OpDef.AttrDef attribute =
        op.getAttrList().stream().filter(a -> a.getName().equals(name)).findFirst().orElseThrow();
    List<DataType> allowed = attribute.getAllowedValues().getList().getTypeList();
    return allowed.isEmpty() || allowed.stream().anyMatch(Coverage::carries);
  }

  private static boolean carries(DataType type) {
    return Types.carriesGradients(Types.withoutReference(type));
  }
}
