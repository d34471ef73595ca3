package io.attributable.cli.inspect;

import io.attributable.Port;
import io.attributable.Wording;
import io.attributable.cli.table.Table;
import io.attributable.graph.layer.TensorInfo;
import io.attributable.graph.savedmodel.TensorSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Shows a report as tables: what people read. */
public final class ReportText {
  private static final String NOTHING = "-";

  private final List<String> lines = new ArrayList<>();

  private ReportText() {}

  /** The whole report, line by line. */
  public static List<String> of(ModelReport report) {
    ReportText text = new ReportText();
    text.lines.add("SavedModel " + report.model());
    report.signatures().forEach(text::add);
    return text.lines;
  }

  private void add(SignatureReport signature) {
    lines.add("");
    lines.add("Signature " + signature.schema().name());
    addSchemas("inputs", signature.schema().inputs());
    addSchemas("outputs", signature.schema().outputs());
    lines.add("  layers (" + signature.layers().size() + ")");
    signature
        .problem()
        .ifPresent(problem -> lines.add("    " + problem.message(Wording.COMMAND_LINE)));
    addLayers(signature.layers());
  }

  private void addSchemas(String title, List<TensorSchema> tensors) {
    lines.add("  " + title);
    Table table = new Table("    ");
    for (TensorSchema tensor : tensors) {
      table.add(tensor.name(), tensor.typeName(), tensor.shapeText());
    }
    lines.addAll(table.lines());
  }

  private void addLayers(List<LayerReport> layers) {
    if (layers.isEmpty()) {
      return;
    }
    Table table = new Table("    ");
    table.add("LAYER", "PORT", "DTYPE", "SHAPE", "ATTRIBUTABLE");
    for (LayerReport layer : layers) {
      String address = layer.entry().address();
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
    List<TensorInfo> tensors = layer.entry().tensors(port);
    if (tensors.isEmpty()) {
      table.add(address, side, NOTHING, NOTHING, can);
    }
    for (int i = 0; i < tensors.size(); i++) {
      TensorInfo tensor = tensors.get(i);
      boolean first = i == 0;
      table.add(
          first ? address : "",
          first ? side : "",
          tensor.typeName(),
          tensor.shapeText(),
          first ? can : "");
    }
  }
}
