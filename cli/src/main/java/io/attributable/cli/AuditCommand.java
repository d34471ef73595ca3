package io.attributable.cli;

import io.attributable.evidence.key.VerifyingKey;
import io.attributable.evidence.log.AuditReport;
import io.attributable.evidence.log.Finding;
import io.attributable.evidence.log.LogAudit;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code audit}: finds what was changed in a log of evidence. */
@Command(
    name = "audit",
    description = {
      "Verifies every byte of a log of evidence: what was changed, removed, inserted or moved.",
      "Nothing is written."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:the log is as it was written",
      "1:it is not; each finding says what and where",
      "2:nothing was verified: the command line, the log or a key cannot be used"
    })
final class AuditCommand implements Callable<Integer> {
  private static final int CHANGED = 1;
  private static final int MOST_FINDINGS = 20;
  private static final Pattern HASH = Pattern.compile("sha256:[0-9a-f]{64}");

  @Parameters(paramLabel = "LOG", description = "The folder of the log.")
  private Path log = Path.of("");

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description =
          "The public key, or the certificate, that signatures must be by. Repeatable, where the"
              + " key was changed.")
  private List<Path> keys = new ArrayList<>();

  @Option(
      names = "--expect-head",
      paramLabel = "HASH",
      description =
          "The hash of the last entry at an earlier time, which must be there: nothing up to it"
              + " was cut off or written anew.")
  private @Nullable String expectedHead;

  @Option(names = "--json", description = "Prints JSON.")
  private boolean json;

  @Mixin private Invocation invocation = new Invocation();

  @Override
  public Integer call() {
    LogAudit audit = LogAudit.of(log).keys(keys.stream().map(VerifyingKey::ofPem).toList());
    String expected = expectedHead;
    if (expected != null && !HASH.matcher(expected).matches()) {
      throw invocation.refused(
          "--expect-head must be sha256: and 64 digits, as audit prints it, but is \""
              + expected
              + "\"");
    }
    AuditReport report = expected == null ? audit.run() : audit.expectHead(expected).run();
    if (json) {
      invocation.console().print(ReportFiles.json(report));
    } else {
      lines(report).forEach(invocation.console()::print);
    }
    return report.isWhole() ? ExitCode.OK : CHANGED;
  }

  private List<String> lines(AuditReport report) {
    List<String> lines = new ArrayList<>();
    List<Finding> findings = report.findings();
    findings.stream().limit(MOST_FINDINGS).map(Finding::toString).forEach(lines::add);
    if (findings.size() > MOST_FINDINGS) {
      lines.add("… and " + (findings.size() - MOST_FINDINGS) + " more, with --json");
    }
    lines.add(
        "%s: %d entries, %d records; %d parts redacted, %d entries dropped, %d recoveries"
            .formatted(
                findings.isEmpty() ? "Whole" : "Not as it was written",
                report.entries(),
                report.records(),
                report.redacted(),
                report.dropped(),
                report.recoveries()));
    lines.add(signatures(report));
    report
        .head()
        .ifPresent(head -> lines.add("Head: entry %d, %s".formatted(head.number(), head.hash())));
    report.behind().ifPresent(count -> lines.add(count + " entries after the expected head"));
    return lines;
  }

  private String signatures(AuditReport report) {
    if (report.signed() == 0) {
      return "Not signed: who can write all files can write a log anew; keep the head elsewhere";
    }
    return keys.isEmpty()
        ? report.signed() + " signatures, not verified: no --key was given"
        : "%d of %d signatures verified".formatted(report.verified(), report.signed());
  }
}
