package io.attributable.cli;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.cli.table.Table;
import io.attributable.evidence.drift.AttributionDrift;
import io.attributable.evidence.drift.DriftReport;
import io.attributable.evidence.drift.DriftWindow;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code drift}: whether models come to explain by other features. */
@Command(
    name = "drift",
    description = {
      "Holds the explanations of a log, window by window, against those of a reference time:",
      "features are ranked by the mean magnitude of their attributions (NDCG)."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:no window is below the threshold",
      "1:some window is",
      "2:nothing was compared: the command line or the log cannot be used"
    })
final class DriftCommand implements Callable<Integer> {
  private static final int ALARM = 1;
  private static final int SHOWN_DIGITS = 12;
  private static final String RANGE = "\\.\\.";

  @Parameters(paramLabel = "LOG", description = "The folder of the log.")
  private Path log = Path.of("");

  @Option(
      names = "--reference",
      paramLabel = "FROM..TO",
      required = true,
      description = "The reference time: days or instants in UTC, such as 2026-01-01..2026-02-01.")
  private String reference = "";

  @Option(
      names = "--window",
      paramLabel = "DURATION",
      description = "How long each window is: P7D, PT12H (default: P7D).")
  private String window = "P7D";

  @Option(
      names = "--layer",
      paramLabel = "NAME",
      description = "Whose elements are the features (default: the first layer of the records).")
  private @Nullable String layer;

  @Option(
      names = "--threshold",
      paramLabel = "X",
      description = "Below which a window is an alarm (default: 0.9).")
  private double threshold = AttributionDrift.DEFAULT_THRESHOLD;

  @Option(names = "--json", description = "Prints JSON.")
  private boolean json;

  @Mixin private Invocation invocation = new Invocation();

  @Override
  public Integer call() {
    AttributionDrift drift = drift();
    DriftReport report = drift.run();
    if (report.windows().isEmpty()) {
      throw nothing(drift, report);
    }
    if (json) {
      invocation.console().print(ReportFiles.json(report));
    } else {
      lines(report).forEach(invocation.console()::print);
    }
    return report.isAlarming() ? ALARM : ExitCode.OK;
  }

  private static AttributionException nothing(AttributionDrift drift, DriftReport report) {
    return new AttributionException(
        ErrorCode.EVIDENCE_RECORD,
        "of a time from " + drift.to() + " on",
        "there is none to compare with the %d explanations of the reference; %d were left out"
            .formatted(report.reference(), report.skipped()),
        "Let the reference end earlier.");
  }

  private AttributionDrift drift() {
    String[] ends = reference.split(RANGE, -1);
    if (ends.length != 2) {
      throw unreadableReference();
    }
    try {
      return new AttributionDrift(
          log,
          instant(ends[0]),
          instant(ends[1]),
          duration(),
          Optional.ofNullable(layer),
          threshold);
    } catch (DateTimeException e) {
      throw unreadableReference();
    } catch (IllegalArgumentException e) {
      throw invocation.refused(String.valueOf(e.getMessage()));
    }
  }

  private CommandLine.ParameterException unreadableReference() {
    return invocation.refused(
        "--reference must be FROM..TO, two days or instants in UTC such as 2026-01-01..2026-02-01,"
            + " but is \""
            + reference
            + "\"");
  }

  private Duration duration() {
    try {
      return Duration.parse(window);
    } catch (DateTimeException e) {
      throw invocation.refused("--window must be such as P7D or PT12H, but is \"" + window + "\"");
    }
  }

  private static Instant instant(String text) {
    return text.contains("T")
        ? Instant.parse(text)
        : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  private static List<String> lines(DriftReport report) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "Layer %s, %d explanations in the reference, %d left out"
            .formatted(report.layer(), report.reference(), report.skipped()));
    Table table = new Table("  ");
    table.add("FROM", "TO", "WEIGHTS", "EXPLANATIONS", "NDCG", "");
    for (DriftWindow found : report.windows()) {
      table.add(
          found.from().toString(),
          found.to().toString(),
          found.model().replaceFirst("^sha256:", "").substring(0, SHOWN_DIGITS),
          String.valueOf(found.examples()),
          String.format(Locale.ROOT, "%.4f", found.ndcg()),
          found.alarm() ? "below " + report.threshold() : "");
    }
    lines.addAll(table.lines());
    return lines;
  }
}
