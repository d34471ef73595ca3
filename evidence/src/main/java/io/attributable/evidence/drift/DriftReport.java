package io.attributable.evidence.drift;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether features weigh as they did.
 *
 * @param layer whose columns are the features
 * @param threshold below which a window is an alarm
 * @param reference how many explanations the reference has
 * @param windows those that have explanations, by time, then by model
 * @param skipped how many explanations were left out: nothing was kept of them, it was redacted, or
 *     they have other features
 */
public record DriftReport(
    String layer, double threshold, long reference, List<DriftWindow> windows, long skipped) {

  /** Copies the list. */
  public DriftReport {
    windows = List.copyOf(windows);
  }

  /** Whether some window is below the threshold. */
  public boolean isAlarming() {
    return windows.stream().anyMatch(DriftWindow::alarm);
  }

  /** As JSON. */
  @JsonValue
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("layer", layer);
    map.put("threshold", threshold);
    map.put("alarm", isAlarming());
    map.put("reference", reference);
    map.put("skipped", skipped);
    map.put("windows", windows);
    return map;
  }
}
