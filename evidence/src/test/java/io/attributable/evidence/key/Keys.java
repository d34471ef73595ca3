package io.attributable.evidence.key;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.HashMap;
import java.util.Map;

/** Keys for tests. */
public final class Keys {
  private Keys() {}

  private static final Map<String, KeyPair> MADE = new HashMap<>();

  /** A pair, made once. */
  public static synchronized KeyPair of(String algorithm) {
    return MADE.computeIfAbsent(algorithm, Keys::another);
  }

  /** A new pair. */
  public static KeyPair another(String algorithm) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
      if (algorithm.equals("EC")) {
        generator.initialize(new ECGenParameterSpec("secp256r1"));
      } else if (algorithm.equals("RSA")) {
        generator.initialize(2048);
      }
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
