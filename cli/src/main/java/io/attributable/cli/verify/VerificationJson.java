package io.attributable.cli.verify;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.attributable.Wording;
import java.util.LinkedHashMap;
import java.util.Map;

/** Shows what came of verifying as JSON: what programs read. */
public final class VerificationJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private VerificationJson() {}

  /** The whole report as one document. */
  public static String of(VerificationReport report) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("model", report.model());
    document.put("signature", report.signature());
    document.put("method", report.method().toMap());
    report.smoothing().ifPresent(noise -> document.put("smooth", noise.toMap()));
    document.put("madeInputs", report.madeInputs());
    if (!report.notes().texts().isEmpty()) {
      document.put("notes", report.notes().entries());
    }
    document.putAll(report.verification().toMap(Wording.COMMAND_LINE));
    return JSON.valueToTree(document).toPrettyString();
  }
}
