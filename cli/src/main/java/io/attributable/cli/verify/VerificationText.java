package io.attributable.cli.verify;

import io.attributable.cli.table.Table;
import io.attributable.tensorflow.verify.DirectionCheck;
import io.attributable.tensorflow.verify.ExampleVerification;
import io.attributable.tensorflow.verify.LayerVerification;
import io.attributable.tensorflow.verify.Reason;
import io.attributable.tensorflow.verify.TensorVerification;
import io.attributable.tensorflow.verify.Verdict;
import io.attributable.tensorflow.verify.Verification;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/** Shows what came of verifying as a table: what people read. */
public final class VerificationText {
  private static final String NOTHING = "-";

  private final Table table = new Table("  ");
  private final Set<Reason> reasons = EnumSet.noneOf(Reason.class);
  private final Set<String> ownGradients = new TreeSet<>();

  private VerificationText() {}

  /** The whole report, line by line. */
  public static List<String> of(VerificationReport report) {
    VerificationText text = new VerificationText();
    Verification verification = report.verification();
    text.addRows(verification);
    List<String> lines = new ArrayList<>();
    lines.add("SavedModel " + report.model());
    report
        .madeInputs()
        .forEach(
            (name, shape) ->
                lines.add(
                    "Input \"" + name + "\" was made up: random numbers from 0 to 1, " + shape));
    lines.add("");
    lines.add(
        "Signature %s, output %s, target %s"
            .formatted(report.signature(), verification.output(), verification.target()));
    lines.addAll(text.table.lines());
    text.addReasons(lines);
    lines.add("");
    lines.add(summary(verification));
    return lines;
  }

  private void addRows(Verification verification) {
    table.add(
        "LAYER", "PORT", "TENSOR", "EXAMPLE", "VERDICT", "DEVIATION", "BOUND", "NOISE", "STEP");
    for (LayerVerification layer : verification.layers()) {
      for (TensorVerification tensor : layer.tensors()) {
        tensor.examples().forEach(example -> addRow(layer, tensor, example));
      }
    }
  }

  private void addRow(
      LayerVerification layer, TensorVerification tensor, ExampleVerification example) {
    table.add(
        layer.layer(),
        layer.port().name().toLowerCase(Locale.ROOT),
        tensor.tensor(),
        example.example().isPresent() ? "" + example.example().getAsInt() : "all",
        verdict(example),
        worst(example, DirectionCheck::deviation),
        worst(example, DirectionCheck::bound),
        worst(example, DirectionCheck::noise),
        worst(example, DirectionCheck::step));
    example.reason().ifPresent(reasons::add);
    if (example.reason().equals(Optional.of(Reason.OWN_GRADIENT))) {
      ownGradients.addAll(tensor.ownGradients());
    }
  }

  private static String verdict(ExampleVerification example) {
    String verdict = words(example.verdict());
    return example.reason().map(reason -> verdict + ": " + words(reason)).orElse(verdict);
  }

  private static String worst(ExampleVerification example, ToDoubleFunction<DirectionCheck> part) {
    return example
        .worst()
        .map(check -> String.format(Locale.ROOT, "%.1e", part.applyAsDouble(check)))
        .orElse(NOTHING);
  }

  private void addReasons(List<String> lines) {
    for (Reason reason : reasons) {
      lines.add("");
      lines.add("  " + words(reason) + ": " + reason.advice());
      if (reason == Reason.OWN_GRADIENT) {
        lines.add("    " + String.join(", ", ownGradients));
      }
    }
  }

  private static String summary(Verification verification) {
    long agree =
        verification.layers().stream()
            .map(LayerVerification::verdict)
            .filter(Verdict::agrees)
            .count();
    return "%d of %d layers agree, by %d random directions and the gradient's own, seed %d."
        .formatted(
            agree, verification.layers().size(), verification.directions(), verification.seed());
  }

  private static String words(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
