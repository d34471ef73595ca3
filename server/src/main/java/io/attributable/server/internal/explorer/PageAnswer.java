package io.attributable.server.internal.explorer;

import io.attributable.Convergence;
import io.attributable.Reason;
import io.attributable.pictures.Picture;
import io.attributable.report.ExampleSummary;
import io.attributable.report.ExplainCalls;
import io.attributable.report.MethodWords;
import io.attributable.report.Report;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the page is told: pictures, predictions, sums, reasons, and the calls that do the same. */
public final class PageAnswer {
  private static final int MOST_SCORES = 5;

  private final Report report;
  private final Asked asked;
  private final Asked read;

  /**
   * Of an explanation.
   *
   * @param asked as the page did
   * @param read the same with numbers in the place of what its texts say, as calls with arrays need
   */
  public PageAnswer(Report report, Asked asked, Asked read) {
    this.report = report;
    this.asked = asked;
    this.read = read;
  }

  /** For JSON. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("title", MethodWords.of(asked.options().method().name()).title());
    map.put("notes", report.notes());
    List<Object> examples = new ArrayList<>();
    for (int i = 0; i < report.examples(); i++) {
      examples.add(example(ExampleSummary.of(report, i), i));
    }
    map.put("examples", examples);
    map.put("calls", calls());
    return map;
  }

  private static Map<String, Object> example(ExampleSummary summary, int index) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", summary.name());
    map.put("probabilities", summary.probabilities());
    map.put("classes", summary.scores().size());
    map.put("scores", summary.scores().stream().limit(MOST_SCORES).map(PageAnswer::score).toList());
    map.put("pictures", summary.maps().stream().map(shown -> shown(shown, index)).toList());
    map.put("inFavour", summary.inFavour().stream().map(PageAnswer::reason).toList());
    map.put("against", summary.against().stream().map(PageAnswer::reason).toList());
    return map;
  }

  private static Map<String, Object> score(ExampleSummary.Score score) {
    return Map.of("label", score.label(), "value", number(score.value()));
  }

  private static Map<String, Object> shown(ExampleSummary.Shown shown, int example) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("place", shown.place());
    map.put("label", shown.label());
    map.put("picture", picture(shown.picture()));
    shown.waterfall().ifPresent(way -> map.put("waterfall", picture(way)));
    shown
        .attribution()
        .convergence()
        .filter(sums -> !shown.difference())
        .ifPresent(sums -> map.put("convergence", sums(sums, example)));
    return map;
  }

  private static Map<String, Object> picture(Picture picture) {
    return Map.of(
        "svg", picture.svg(),
        "alt", picture.altText(),
        "width", picture.width(),
        "height", picture.height());
  }

  private static Map<String, Object> sums(Convergence sums, int example) {
    return Map.of(
        "at", number(sums.at().get(example)),
        "atBaseline", number(sums.atBaseline().get(example)),
        "delta", number(sums.delta().get(example)),
        "steps", sums.steps());
  }

  private static Map<String, Object> reason(Reason reason) {
    return Map.of(
        "feature", reason.feature(),
        "text", reason.text().orElse(""),
        "contribution", number(reason.contribution()),
        "share", number(reason.share()));
  }

  /** JSON has no numbers that are not finite. */
  private static Object number(double value) {
    return Double.isFinite(value) ? (Object) value : String.valueOf(value);
  }

  private Map<String, Object> calls() {
    ExplainCalls calls = ExplainCalls.of(report);
    RequestCall request = new RequestCall(read, report.inputs());
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("java", calls.java());
    map.put("kotlin", calls.kotlin());
    map.put("command", new CommandCall(asked).text());
    map.put("line", calls.json());
    map.put("request", request.body());
    map.put("whole", request.isWhole());
    return map;
  }
}
