package io.attributable.evidence.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * Says what something is without saying it: the hash of a random salt and the value. With the salt,
 * anybody can check a value; without it, not even all possible values tried one by one tell which
 * it was.
 */
public final class Commitments {
  private static final int SALT_BYTES = 16;
  private static final SecureRandom RANDOM = new SecureRandom();

  private Commitments() {}

  /** Sixteen random bytes, as hexadecimal digits. */
  public static String salt() {
    byte[] salt = new byte[SALT_BYTES];
    RANDOM.nextBytes(salt);
    return HexFormat.of().formatHex(salt);
  }

  /**
   * SHA-256 over the salt's bytes and the canonical form of {@code {"path": …, "value": …}}.
   *
   * @param path of the part within its record
   */
  public static String of(String salt, String path, JsonNode value) {
    var named = JsonNodeFactory.instance.objectNode();
    named.put("path", path);
    named.set("value", value);
    return Sha256.of(HexFormat.of().parseHex(salt), CanonicalJson.bytes(named));
  }

  /** SHA-256 of the salt alone. */
  public static String ofSalt(String salt) {
    return Sha256.of(HexFormat.of().parseHex(salt));
  }
}
