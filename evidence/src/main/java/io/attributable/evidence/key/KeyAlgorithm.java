package io.attributable.evidence.key;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.Signature;
import java.security.interfaces.ECKey;
import java.security.interfaces.EdECKey;
import java.security.interfaces.RSAKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Optional;

/** The algorithms that logs are signed with, all of them the JDK's own. */
enum KeyAlgorithm {
  ED25519("Ed25519", "Ed25519"),
  ECDSA_P256("ECDSA-P256", "SHA256withECDSA"),
  RSA_PSS("RSA-PSS", "RSASSA-PSS");

  private static final int P256_BITS = 256;
  private static final int SHORTEST_RSA = 2048;
  private static final int SALT = 32;

  private final String word;
  private final String jdk;

  KeyAlgorithm(String word, String jdk) {
    this.word = word;
    this.jdk = jdk;
  }

  /** As logs write it. */
  String word() {
    return word;
  }

  /** The algorithm of a key; empty for keys that are too weak or of another kind. */
  static Optional<KeyAlgorithm> of(Key key) {
    if (key instanceof EdECKey edwards) {
      return Optional.of(ED25519).filter(any -> edwards.getParams().getName().equals("Ed25519"));
    }
    if (key instanceof ECKey curve) {
      boolean known =
          curve.getParams() != null
              && curve.getParams().getOrder().bitLength() == P256_BITS
              && curve.getParams().toString().contains("1.2.840.10045.3.1.7");
      return Optional.of(ECDSA_P256).filter(any -> known);
    }
    return key instanceof RSAKey rsa
        ? Optional.of(RSA_PSS).filter(any -> rsa.getModulus().bitLength() >= SHORTEST_RSA)
        : Optional.empty();
  }

  Signature signature() throws GeneralSecurityException {
    Signature signature = Signature.getInstance(jdk);
    if (this == RSA_PSS) {
      signature.setParameter(
          new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, SALT, 1));
    }
    return signature;
  }
}
