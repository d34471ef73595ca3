package io.attributable.graph.tape.coverage;

import java.util.List;
import java.util.Optional;

/** Writes docs/gradients.md. */
final class GradientsPage {
  private final List<OpCoverage> ops;
  private final StringBuilder text = new StringBuilder();

  private GradientsPage(List<OpCoverage> ops) {
    this.ops = ops;
  }

  static String of(List<OpCoverage> ops) {
    GradientsPage page = new GradientsPage(ops);
    page.introduction();
    page.counts();
    page.table();
    return page.text.toString();
  }

  private void line(String format, Object... values) {
    text.append(format.formatted(values)).append('\n');
  }

  private void introduction() {
    line("# Which ops have a gradient");
    line("");
    line(
        "Every op of which TensorFlow 2.18 says, in Python or in C++, whether it has a gradient,"
            + " and every op that");
    line(
        "Attributable has a rule for. A test writes this page by the rules themselves and fails"
            + " when it is stale.");
    line("");
    line(
        "Ops that are not listed have no gradient in TensorFlow either; between a layer and the"
            + " output they are the");
    line(
        "error [NoGradient](errors.md#nogradient). `./attributable preflight` shows whether there"
            + " is one. A gradient that a model's");
    line("author saved with a node (`tf.custom_gradient`) goes before all that is said here.");
    line("");
  }

  private void counts() {
    line("| | ops | of these differentiable in Python | what it means |");
    line("|---|---|---|---|");
    for (Status status : Status.values()) {
      line(
          "| %s | %d | %d | %s |",
          status.words(),
          ops.stream().filter(op -> op.status() == status).count(),
          ops.stream()
              .filter(op -> op.status() == status && op.python().equals(Optional.of(true)))
              .count(),
          status.meaning());
    }
    line("");
  }

  private void table() {
    line("| op | here | in Python | why |");
    line("|---|---|---|---|");
    ops.forEach(
        op ->
            line(
                "| `%s` | %s | %s | %s |",
                op.op(), op.status().words(), inPython(op), op.reason()));
  }

  private static String inPython(OpCoverage op) {
    return op.python().map(differentiates -> differentiates ? "gradient" : "none").orElse("");
  }
}
