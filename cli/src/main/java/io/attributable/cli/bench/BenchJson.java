package io.attributable.cli.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.attributable.tensorflow.cost.CostProfile;
import io.attributable.tensorflow.cost.OpCost;

/** Shows what explaining costs as JSON: what programs read. */
public final class BenchJson {
  private BenchJson() {}

  /** The whole report as one document. */
  public static String of(BenchReport report) {
    CostProfile profile = report.profile();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("model", report.model())
        .put("signature", report.signature())
        .putPOJO("method", report.method().toMap())
        .put("target", report.target());
    report.smoothing().ifPresent(noise -> json.putPOJO("smooth", noise.toMap()));
    report.layers().forEach(json.putArray("layers")::add);
    ObjectNode inputs = json.putObject("inputs");
    report.inputs().forEach(inputs::put);
    report.madeInputs().forEach(json.putArray("madeInputs")::add);
    if (!report.notes().texts().isEmpty()) {
      json.putPOJO("notes", report.notes().entries());
    }
    json.put("runs", profile.attribution().millis().size())
        .put("startMillis", report.startMillis())
        .put("loadMillis", report.loadMillis())
        .put("planMillis", profile.planMillis())
        .put("firstRunMillis", profile.firstRunMillis())
        .put("forwardMillis", profile.forward().median())
        .put("forwardSpreadMillis", profile.forward().spread())
        .put("sessionMillis", profile.session().median())
        .put("sessionSpreadMillis", profile.session().spread())
        .put("attributionMillis", profile.attribution().median())
        .put("attributionSpreadMillis", profile.attribution().spread())
        .put("ratio", profile.ratio())
        .put("overhead", profile.overhead());
    report.together().ifPresent(cost -> put(json.putObject("targets"), cost));
    ArrayNode ops = json.putArray("ops");
    profile.ops().forEach(op -> put(ops.addObject(), op));
    return json.toPrettyString();
  }

  private static void put(ObjectNode json, TargetsCost cost) {
    json.put("count", cost.count())
        .put("millis", cost.call().median())
        .put("spreadMillis", cost.call().spread())
        .put("millisPerTarget", cost.millisPerTarget());
  }

  private static void put(ObjectNode json, OpCost op) {
    json.put("op", op.op())
        .put("device", op.device())
        .put("runs", op.runs())
        .put("millis", op.millis());
  }
}
