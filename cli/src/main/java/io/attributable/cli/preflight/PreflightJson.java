package io.attributable.cli.preflight;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.attributable.Wording;
import io.attributable.preflight.PreflightReport;

/** Shows a preflight as JSON: what programs read. */
public final class PreflightJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private PreflightJson() {}

  /** The whole report as one document. */
  public static String of(PreflightReport report) {
    return JSON.valueToTree(report.toMap(Wording.COMMAND_LINE)).toPrettyString();
  }
}
