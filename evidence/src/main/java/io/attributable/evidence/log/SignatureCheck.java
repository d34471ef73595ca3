package io.attributable.evidence.log;

import com.fasterxml.jackson.databind.JsonNode;
import io.attributable.evidence.key.VerifyingKey;
import io.attributable.evidence.log.LogAudit.Place;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether signatures are of given keys, and whether all is signed that should be. Used once. */
final class SignatureCheck {
  private static final String RECORD = "record";

  private final List<Finding> findings;
  private final List<VerifyingKey> keys;
  private String signing = "none";
  private @Nullable Place unsigned;
  private int tail;
  private long signed;
  private long verified;

  SignatureCheck(List<Finding> findings, List<VerifyingKey> keys) {
    this.findings = findings;
    this.keys = keys;
  }

  void accept(Place place, LogEntry entry) {
    JsonNode stated = entry.entry().path("signing");
    signing = stated.isMissingNode() ? signing : stated.asText();
    if (entry.signature().isPresent()) {
      signed++;
      verify(place, entry, entry.signature().get());
      return;
    }
    boolean required = !signing.equals("none") && (signing.equals(RECORD) || !entry.isRecord());
    if (required) {
      findings.add(place.finding(Finding.Kind.UNSIGNED, "The entry has no signature."));
    } else {
      unsigned = unsigned == null ? place : unsigned;
      tail++;
    }
  }

  private void verify(Place place, LogEntry entry, JsonNode signature) {
    if (keys.isEmpty()) {
      return;
    }
    String algorithm = signature.path("algorithm").asText();
    byte[] value = value(signature.path("value").asText());
    List<VerifyingKey> fitting =
        keys.stream().filter(key -> key.verifies(entry.signed(), algorithm, value)).toList();
    if (fitting.isEmpty()) {
      String text = "The signature (%s) is of no key that was given.".formatted(algorithm);
      findings.add(place.finding(Finding.Kind.SIGNATURE, text));
      return;
    }
    if (fitting.stream().noneMatch(key -> key.isValidAt(time(entry)))) {
      findings.add(
          place.finding(
              Finding.Kind.SIGNATURE, "The key's certificate was not valid when it signed."));
      return;
    }
    verified++;
    unsigned = null;
    tail = 0;
  }

  private static byte[] value(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  private static Instant time(LogEntry entry) {
    try {
      return Instant.parse(entry.entry().path(LogEntry.TIME).asText());
    } catch (DateTimeException e) {
      return Instant.MIN;
    }
  }

  /** The log ends: what no signature follows may have been written by anybody. */
  void end() {
    Place place = unsigned;
    if (!keys.isEmpty() && place != null) {
      findings.add(
          place.finding(
              Finding.Kind.UNSIGNED,
              "From here on %d entries are covered by no verified signature.".formatted(tail)));
    }
  }

  long signed() {
    return signed;
  }

  long verified() {
    return verified;
  }
}
