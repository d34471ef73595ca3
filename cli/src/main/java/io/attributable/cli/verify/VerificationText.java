package io.attributable.cli.verify;

import io.attributable.LeftOutLayer;
import io.attributable.cli.table.Table;
import io.attributable.tensorflow.verify.DirectionCheck;
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
import java.util.stream.Collectors;

/** Shows what came of verifying as a table: what people read. */
public final class VerificationText {
  private static final String NOTHING = "-";
  private static final String DISAGREES =
      "The gradient is not the derivative of the output, so that attributions of these layers are"
          + " wrong. Please report the model, and look at the disagreeing layer that is nearest to"
          + " the output: the wrong gradient lies between it and the layers behind it that agree.";

  private final VerificationReport report;
  private final Verification verification;
  private final List<String> lines = new ArrayList<>();
  private final Table table = new Table("  ");
  private final Set<Reason> reasons = EnumSet.noneOf(Reason.class);
  private final Set<String> ownGradients = new TreeSet<>();

  private VerificationText(VerificationReport report) {
    this.report = report;
    this.verification = report.verification();
  }

  /** The whole report, line by line. */
  public static List<String> of(VerificationReport report) {
    VerificationText text = new VerificationText(report);
    text.addHead();
    text.addTable();
    text.addReasons();
    text.addSummary();
    return text.lines;
  }

  private void addHead() {
    lines.add("SavedModel " + report.model());
    report
        .madeInputs()
        .forEach(
            (name, shape) ->
                lines.add(
                    "Input \"" + name + "\" was made up: random numbers from 0 to 1, " + shape));
    lines.addAll(report.notes().lines());
    lines.add("");
    lines.add(
        "Signature %s, output %s, target %s"
            .formatted(report.signature(), verification.output(), verification.target()));
  }

  private void addTable() {
    table.add(
        "LAYER", "PORT", "TENSOR", "EXAMPLES", "VERDICT", "DEVIATION", "BOUND", "NOISE", "STEP");
    for (LayerVerification layer : verification.layers()) {
      for (TensorVerification tensor : layer.tensors()) {
        ExampleGroup.of(tensor).forEach(group -> addRow(layer, tensor, group));
      }
    }
    lines.addAll(table.lines());
  }

  private void addRow(LayerVerification layer, TensorVerification tensor, ExampleGroup group) {
    table.add(
        layer.layer(),
        words(layer.port()),
        tensor.tensor(),
        group.indices(tensor.examples().size()),
        group
            .reason()
            .map(reason -> words(group.verdict()) + ": " + words(reason))
            .orElse(words(group.verdict())),
        worst(group, DirectionCheck::deviation),
        worst(group, DirectionCheck::bound),
        worst(group, DirectionCheck::noise),
        worst(group, DirectionCheck::step));
    group.reason().ifPresent(reasons::add);
    if (group.reason().equals(Optional.of(Reason.OWN_GRADIENT))) {
      ownGradients.addAll(tensor.ownGradients());
    }
  }

  private static String worst(ExampleGroup group, ToDoubleFunction<DirectionCheck> part) {
    return group
        .worst()
        .map(check -> String.format(Locale.ROOT, "%.1e", part.applyAsDouble(check)))
        .orElse(NOTHING);
  }

  private void addReasons() {
    if (verification.verdict() == Verdict.DISAGREES) {
      addNote("disagrees: " + DISAGREES);
    }
    for (Reason reason : reasons) {
      addNote(words(reason) + ": " + reason.advice());
      if (reason == Reason.OWN_GRADIENT) {
        lines.add("    " + String.join(", ", ownGradients));
      }
    }
    verification.layers().forEach(this::addUnused);
    addSums();
    if (!verification.leftOut().isEmpty()) {
      addNote(
          "Left out, as they cannot be explained (attributable preflight says why): "
              + verification.leftOut().stream()
                  .map(LeftOutLayer::layer)
                  .collect(Collectors.joining(", ")));
    }
  }

  private void addUnused(LayerVerification layer) {
    layer
        .unused()
        .forEach(
            tensor ->
                addNote(
                    "Tensor \"%s\" of layer \"%s\" is not explained: %s"
                        .formatted(tensor.name(), layer.layer(), tensor.reason())));
  }

  /** Of methods that promise it, beside the gradients. */
  private void addSums() {
    List<String> sums = SumText.of(report);
    if (!sums.isEmpty()) {
      lines.add("");
      sums.forEach(line -> lines.add("  " + line));
    }
  }

  private void addNote(String note) {
    lines.add("");
    lines.add("  " + note);
  }

  private void addSummary() {
    long agree =
        verification.layers().stream()
            .map(LayerVerification::verdict)
            .filter(Verdict::agrees)
            .count();
    lines.add("");
    lines.add(
        "%d of %d layers agree, by %d random directions and the gradient's own, seed %d."
            .formatted(
                agree,
                verification.layers().size(),
                verification.directions(),
                verification.seed()));
  }

  private static String words(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
