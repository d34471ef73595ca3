package io.attributable.evidence.key;

import io.attributable.AttributionException;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A public key that signatures of a log are verified by, and from when to when it is valid, where a
 * certificate says so. Safe for any number of threads.
 */
public final class VerifyingKey {
  private static final List<String> FACTORIES = List.of("Ed25519", "EC", "RSA");

  private final PublicKey key;
  private final KeyAlgorithm algorithm;
  private final Optional<X509Certificate> certificate;

  private VerifyingKey(Object name, PublicKey key, Optional<X509Certificate> certificate) {
    this.key = key;
    this.certificate = certificate;
    this.algorithm =
        KeyAlgorithm.of(key)
            .orElseThrow(
                () ->
                    PemFile.unusable(
                        name, "it is of algorithm " + key.getAlgorithm() + ", which signs no log"));
  }

  /**
   * A key of the application's own.
   *
   * @throws AttributionException EVIDENCE_KEY
   */
  public static VerifyingKey of(PublicKey key) {
    return new VerifyingKey("given in Java", Objects.requireNonNull(key, "key"), Optional.empty());
  }

  /**
   * A key or a certificate in a PEM file.
   *
   * @throws AttributionException EVIDENCE_KEY
   */
  public static VerifyingKey ofPem(Path file) {
    PemFile pem = PemFile.read(file);
    return switch (pem.label()) {
      case "CERTIFICATE" -> ofCertificate(file, pem.content());
      case "PUBLIC KEY" -> ofPublicKey(file, pem.content());
      default ->
          throw PemFile.unusable(
              file,
              "it holds a \""
                  + pem.label()
                  + "\", but a \"PUBLIC KEY\" or \"CERTIFICATE\" verifies",
              "Make it with: openssl pkey -in key.pem -pubout -out public.pem");
    };
  }

  private static VerifyingKey ofPublicKey(Path file, byte[] content) {
    return FACTORIES.stream()
        .flatMap(name -> key(name, content).stream())
        .map(key -> new VerifyingKey(file, key, Optional.empty()))
        .findFirst()
        .orElseThrow(() -> PemFile.unusable(file, "it is a key of no algorithm that is used here"));
  }

  /** Empty if it is of another algorithm. */
  private static Optional<PublicKey> key(String algorithm, byte[] content) {
    try {
      return Optional.of(
          KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(content)));
    } catch (GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  private static VerifyingKey ofCertificate(Path file, byte[] content) {
    try {
      X509Certificate certificate =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(content));
      return new VerifyingKey(file, certificate.getPublicKey(), Optional.of(certificate));
    } catch (GeneralSecurityException e) {
      throw PemFile.unusable(file, "it is no certificate (" + e.getMessage() + ")").causedBy(e);
    }
  }

  /** As logs write it: {@code Ed25519}, {@code ECDSA-P256} or {@code RSA-PSS}. */
  public String algorithm() {
    return algorithm.word();
  }

  /** Whether the key was valid at a time; keys without a certificate always are. */
  public boolean isValidAt(Instant time) {
    return certificate
        .map(
            found ->
                !time.isBefore(found.getNotBefore().toInstant())
                    && !time.isAfter(found.getNotAfter().toInstant()))
        .orElse(true);
  }

  /** Whether it signed the bytes. */
  public boolean verifies(byte[] content, String algorithmWord, byte[] signed) {
    if (!algorithm.word().equals(algorithmWord)) {
      return false;
    }
    try {
      Signature signature = algorithm.signature();
      signature.initVerify(key);
      signature.update(content);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
