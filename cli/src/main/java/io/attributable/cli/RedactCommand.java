package io.attributable.cli;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.evidence.key.SigningKey;
import io.attributable.evidence.log.EvidenceLog;
import io.attributable.evidence.log.LogOptions;
import io.attributable.evidence.log.LogReader;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code redact}: removes personal parts of a record for good. */
@Command(
    name = "redact",
    description = {
      "Removes parts of a record from a log of evidence, and states when and why.",
      "The log stays whole: its records hold commitments to their parts, not the parts."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:the parts were removed",
      "2:nothing was: the command line, the log, the record or the key cannot be used"
    })
final class RedactCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "LOG#N",
      description = "The folder of the log, and the number of the record's entry.")
  private String record = "";

  @Option(
      names = "--part",
      paramLabel = "PATH",
      required = true,
      description =
          "What to remove, such as example/0 for all that is about the first example, or"
              + " example/0/input/row.")
  private String part = "";

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      required = true,
      description = "Why; it is kept in the log.")
  private String reason = "";

  @Option(
      names = "--evidence-key",
      paramLabel = "FILE",
      description = "The private key that the log is signed with, a PEM file.")
  private @Nullable Path key;

  @Mixin private Invocation invocation = new Invocation();

  @Override
  public Integer call() {
    RecordAddress address =
        RecordAddress.of(record)
            .filter(named -> named.number().isPresent())
            .orElseThrow(() -> invocation.refused("\"" + record + "\" is not LOG#N"));
    long number = address.number().getAsLong();
    if (LogReader.record(address.file(), number).isEmpty()) { // Before an entry says it was opened.
      throw new AttributionException(
          ErrorCode.EVIDENCE_RECORD,
          "#" + number,
          "the log has no such record",
          "Look at the log with: ./attributable audit " + address.file());
    }
    Path signer = key;
    LogOptions options = LogOptions.defaults();
    try (EvidenceLog log =
        EvidenceLog.open(
            address.file(), signer == null ? options : options.sign(SigningKey.ofPem(signer)))) {
      int removed = log.redact(number, part, reason);
      invocation.console().print("%d parts of %s removed".formatted(removed, record));
    }
    return ExitCode.OK;
  }
}
