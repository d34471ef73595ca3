package io.attributable.cli.inspect;

import io.attributable.Port;
import io.attributable.Wording;
import io.attributable.cli.table.Table;
import io.attributable.graph.plan.LogitsHint;
import io.attributable.graph.savedmodel.UnsupportedSignature;
import io.attributable.model.FunctionDescription;
import io.attributable.model.TensorDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Shows a report as tables: what people read. */
public final class ReportText {
  private static final String NOTHING = "-";
  private static final int MOST = 20;

  private final List<String> lines = new ArrayList<>();

  private ReportText() {}

  /** The whole report, line by line. */
  public static List<String> of(ModelReport report) {
    ReportText text = new ReportText();
    text.lines.add("SavedModel " + report.model());
    report.signatures().forEach(text::add);
    report.unserved().forEach(text::add);
    text.addFunctions(report);
    return text.lines;
  }

  private void add(SignatureReport signature) {
    lines.add("");
    lines.add("Signature " + signature.signature().name());
    addSchemas("inputs", signature.signature().inputs());
    addSchemas("outputs", signature.signature().outputs());
    addLogits(signature);
    lines.add("  layers (" + signature.layers().size() + ")");
    signature
        .problem()
        .ifPresent(problem -> lines.add("    " + problem.message(Wording.COMMAND_LINE)));
    addLayers(signature.layers());
  }

  private void add(UnsupportedSignature signature) {
    lines.add("");
    lines.add("Signature " + signature.name());
    lines.add("  cannot be served: " + signature.reason());
  }

  private void addFunctions(ModelReport report) {
    List<FunctionDescription> functions = report.functions();
    if (functions.isEmpty()) {
      return;
    }
    lines.add("");
    lines.add("Functions (" + functions.size() + "), to be named as --signature");
    Table table = new Table("  ");
    table.add("FUNCTION", "ARGUMENTS", "OUTPUTS");
    for (FunctionDescription function : functions.subList(0, Math.min(MOST, functions.size()))) {
      String outputs =
          function.outputs().stream()
              .map(TensorDescription::name)
              .collect(Collectors.joining(", "));
      table.add(
          function.name(),
          function.arguments(),
          function.unserved().map(reason -> "cannot be served: " + reason).orElse(outputs));
    }
    lines.addAll(table.lines());
    if (functions.size() > MOST) {
      lines.add("  and " + (functions.size() - MOST) + " more; --json lists all");
    }
  }

  private void addSchemas(String title, List<TensorDescription> tensors) {
    lines.add("  " + title);
    boolean optional = tensors.stream().anyMatch(tensor -> tensor.byDefault().isPresent());
    Table table = new Table("    ");
    for (TensorDescription tensor : tensors) {
      if (optional) {
        String byDefault = tensor.byDefault().map(value -> "default " + value).orElse("");
        table.add(tensor.name(), tensor.dtype(), tensor.shape().toString(), byDefault);
      } else {
        table.add(tensor.name(), tensor.dtype(), tensor.shape().toString());
      }
    }
    lines.addAll(table.lines());
  }

  private void addLogits(SignatureReport signature) {
    for (TensorDescription output : signature.signature().outputs()) {
      LogitsHint offer = signature.logits().get(output.name());
      if (offer != null) {
        lines.add(
            "    Output \"%s\" is a %s of scores, which are better explained: --output %s"
                .formatted(
                    output.name(), offer.activation().toLowerCase(Locale.ROOT), offer.address()));
      }
    }
  }

  private void addLayers(List<LayerReport> layers) {
    if (layers.isEmpty()) {
      return;
    }
    Table table = new Table("    ");
    table.add("LAYER", "PORT", "DTYPE", "SHAPE", "ATTRIBUTABLE");
    for (LayerReport layer : layers) {
      String address = layer.layer().address();
      for (Port port : Port.values()) {
        addPort(table, address, layer, port);
        address = "";
      }
    }
    lines.addAll(table.lines());
  }

  private static void addPort(Table table, String address, LayerReport layer, Port port) {
    String can = layer.obstacle(port).map(obstacle -> "no: " + obstacle).orElse("yes");
    String side = port.name().toLowerCase(Locale.ROOT);
    List<TensorDescription> tensors = layer.layer().tensors(port);
    if (tensors.isEmpty()) {
      table.add(address, side, NOTHING, NOTHING, can);
    }
    for (int i = 0; i < tensors.size(); i++) {
      TensorDescription tensor = tensors.get(i);
      boolean first = i == 0;
      table.add(
          first ? address : "",
          first ? side : "",
          tensor.dtype(),
          tensor.shape().toString(),
          first ? can : "");
    }
  }
}
