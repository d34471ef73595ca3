package io.attributable.cli.inspect;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.attributable.AttributionException;
import io.attributable.Port;
import io.attributable.Wording;
import io.attributable.graph.plan.LogitsHint;
import io.attributable.graph.savedmodel.UnsupportedSignature;
import io.attributable.model.FunctionDescription;
import io.attributable.model.TensorDescription;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Shows a report as JSON: what programs read. */
public final class ReportJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ReportJson() {}

  /** The whole report as one document. */
  public static String of(ModelReport report) {
    List<Map<String, Object>> signatures = new ArrayList<>();
    report.signatures().forEach(signature -> signatures.add(map(signature)));
    report.unserved().forEach(signature -> signatures.add(map(signature)));
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("model", report.model());
    document.put("signatures", signatures);
    if (!report.functions().isEmpty()) {
      document.put(
          "functions", report.functions().stream().map(FunctionDescription::toMap).toList());
    }
    return JSON.valueToTree(document).toPrettyString();
  }

  private static Map<String, Object> map(SignatureReport report) {
    Map<String, Object> map = report.signature().toMap();
    map.put(
        "outputs",
        report.signature().outputs().stream()
            .map(output -> output(output, report.logits().get(output.name())))
            .toList());
    map.put("layers", report.layers().stream().map(ReportJson::map).toList());
    report.problem().ifPresent(problem -> map.put("error", map(problem)));
    return map;
  }

  private static Map<String, Object> output(TensorDescription output, @Nullable LogitsHint offer) {
    Map<String, Object> map = output.toMap();
    if (offer != null) {
      map.put("logits", offer.address());
    }
    return map;
  }

  private static Map<String, Object> map(UnsupportedSignature signature) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", signature.name());
    map.put("unserved", signature.reason());
    List.of("inputs", "outputs", "layers").forEach(part -> map.put(part, List.of()));
    return map;
  }

  private static Map<String, Object> map(LayerReport report) {
    Map<String, Object> attributable = new LinkedHashMap<>();
    Map<String, Object> obstacles = new LinkedHashMap<>();
    for (Port port : Port.values()) {
      String side = port.name().toLowerCase(Locale.ROOT);
      attributable.put(side, report.obstacle(port).isEmpty());
      report.obstacle(port).ifPresent(obstacle -> obstacles.put(side, obstacle));
    }
    Map<String, Object> map = report.layer().toMap();
    map.put("attributable", attributable);
    if (!obstacles.isEmpty()) {
      map.put("obstacles", obstacles);
    }
    return map;
  }

  private static Map<String, Object> map(AttributionException problem) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("code", problem.code().id());
    map.put("message", problem.message(Wording.COMMAND_LINE));
    return map;
  }
}
