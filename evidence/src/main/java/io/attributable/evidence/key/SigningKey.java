package io.attributable.evidence.key;

import io.attributable.AttributionException;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A private key that a log is signed with: Ed25519, ECDSA on the curve P-256, or RSA-PSS of at
 * least 2048 bits, by the JDK's own providers. Safe for any number of threads.
 */
public final class SigningKey {
  private static final List<String> FACTORIES = List.of("Ed25519", "EC", "RSA");

  private final PrivateKey key;
  private final KeyAlgorithm algorithm;

  private SigningKey(Object name, PrivateKey key) {
    this.key = key;
    this.algorithm =
        KeyAlgorithm.of(key)
            .orElseThrow(
                () ->
                    PemFile.unusable(
                        name,
                        "it is of algorithm "
                            + key.getAlgorithm()
                            + ", but Ed25519, ECDSA on P-256 and RSA of 2048 bits or more are"
                            + " used"));
  }

  /**
   * A key of the application's own.
   *
   * @throws AttributionException EVIDENCE_KEY
   */
  public static SigningKey of(PrivateKey key) {
    return new SigningKey("given in Java", Objects.requireNonNull(key, "key"));
  }

  /**
   * A key in a PEM file: PKCS#8, not encrypted.
   *
   * @throws AttributionException EVIDENCE_KEY
   */
  public static SigningKey ofPem(Path file) {
    PemFile pem = PemFile.read(file);
    if (!pem.label().equals("PRIVATE KEY")) {
      throw PemFile.unusable(
          file,
          "it holds a \"" + pem.label() + "\", but a \"PRIVATE KEY\" is needed",
          pem.label().startsWith("ENCRYPTED")
              ? "Decrypt it with openssl pkcs8, or keep it in a KeyStore."
              : "Convert it with: openssl pkcs8 -topk8 -nocrypt -in OLD -out key.pem");
    }
    return FACTORIES.stream()
        .flatMap(name -> key(name, pem.content()).stream())
        .map(key -> new SigningKey(file, key))
        .findFirst()
        .orElseThrow(() -> PemFile.unusable(file, "it is a key of no algorithm that is used here"));
  }

  /** Empty if it is of another algorithm. */
  private static Optional<PrivateKey> key(String algorithm, byte[] content) {
    try {
      return Optional.of(
          KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(content)));
    } catch (GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  /**
   * A key in a KeyStore of type PKCS#12, or of another one that the JDK recognises.
   *
   * @param password of the store and of the key
   * @throws AttributionException EVIDENCE_KEY, also where the key's certificate has expired
   */
  public static SigningKey ofKeyStore(Path file, char[] password, String alias) {
    String name = file + "#" + alias;
    try {
      KeyStore store = KeyStore.getInstance(file.toFile(), password);
      Key key = store.getKey(alias, password);
      if (!(key instanceof PrivateKey own)) {
        throw PemFile.unusable(
            name, "the store has no private key \"" + alias + "\"", "List it with keytool -list.");
      }
      if (store.getCertificate(alias) instanceof X509Certificate certificate) {
        certificate.checkValidity();
      }
      return new SigningKey(name, own);
    } catch (IOException | GeneralSecurityException e) {
      throw PemFile.unusable(
              name,
              String.valueOf(e.getMessage()),
              "Check file, password, alias and the certificate's dates with keytool -list -v.")
          .causedBy(e);
    }
  }

  /** As logs write it: {@code Ed25519}, {@code ECDSA-P256} or {@code RSA-PSS}. */
  public String algorithm() {
    return algorithm.word();
  }

  /** Signs bytes. */
  public byte[] sign(byte[] content) {
    try {
      Signature signature = algorithm.signature();
      signature.initSign(key);
      signature.update(content);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw PemFile.unusable(
              algorithm(), "it does not sign (" + e.getMessage() + ")", "Take another key.")
          .causedBy(e);
    }
  }
}
