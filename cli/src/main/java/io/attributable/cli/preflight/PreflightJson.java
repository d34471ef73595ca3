package io.attributable.cli.preflight;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.attributable.Wording;
import io.attributable.cli.reply.UnusedNode;
import io.attributable.graph.preflight.LayerPreflight;
import io.attributable.graph.preflight.NonDifferentiableOp;
import io.attributable.graph.preflight.PreflightNote;
import io.attributable.graph.preflight.PreflightReport;
import java.util.Locale;

/** Shows a preflight as JSON: what programs read. */
public final class PreflightJson {
  private PreflightJson() {}

  /** The whole report as one document. */
  public static String of(PreflightReport report) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("model", report.model()).put("signature", report.signature());
    json.put("clear", report.isClear());
    ArrayNode layers = json.putArray("layers");
    report.layers().forEach(layer -> put(layers.addObject(), layer));
    return json.toPrettyString();
  }

  private static void put(ObjectNode json, LayerPreflight layer) {
    json.put("layer", layer.layer())
        .put("port", layer.port().name().toLowerCase(Locale.ROOT))
        .put("output", layer.output())
        .put("explainable", layer.explainable())
        .put("reachable", layer.reachable())
        .put("differentiable", layer.differentiable());
    layer.blockade().ifPresent(blockade -> put(json.putObject("blockedBy"), blockade));
    layer
        .problem()
        .ifPresent(
            problem ->
                json.putObject("problem")
                    .put("code", problem.code().id())
                    .put("message", problem.message(Wording.COMMAND_LINE)));
    ArrayNode remedies = json.putArray("remedies");
    layer.remedies().forEach(remedies::add);
    ArrayNode notes = json.putArray("notes");
    layer.notes().forEach(note -> put(notes.addObject(), note));
    UnusedNode.put(json, layer.unused());
  }

  private static void put(ObjectNode json, NonDifferentiableOp blockade) {
    json.put("op", blockade.op()).put("node", blockade.node());
    blockade
        .layer()
        .ifPresentOrElse(layer -> json.put("layer", layer), () -> json.putNull("layer"));
  }

  private static void put(ObjectNode json, PreflightNote note) {
    json.put("kind", note.kind().name().toLowerCase(Locale.ROOT));
    ArrayNode nodes = json.put("text", note.text(Wording.COMMAND_LINE)).putArray("nodes");
    note.nodes().forEach(nodes::add);
  }
}
