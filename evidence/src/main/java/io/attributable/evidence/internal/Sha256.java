package io.attributable.evidence.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Hashes as records write them: {@code sha256:} and 64 digits. */
public final class Sha256 {
  /** In front of the digits. */
  public static final String MARK = "sha256:";

  private static final HexFormat HEX = HexFormat.of();

  private Sha256() {}

  /** Of bytes, one part after the other. */
  public static String of(byte[]... parts) {
    MessageDigest digest = digest();
    for (byte[] part : parts) {
      digest.update(part);
    }
    return MARK + HEX.formatHex(digest.digest());
  }

  /** Of the canonical form. */
  public static String of(JsonNode json) {
    return of(CanonicalJson.bytes(json));
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // Every Java has it.
    }
  }
}
