package io.attributable.evidence.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attributable.AttributionException;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.Base64;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyFilesTest {
  private static final byte[] CONTENT = {1, 2, 3};
  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir private Path folder;

  private Path pem(String label, byte[] content) throws IOException {
    Path file = folder.resolve(label.replace(' ', '-') + ".pem");
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    return Files.writeString(
        file, "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n");
  }

  @ParameterizedTest
  @CsvSource({"Ed25519,Ed25519", "EC,ECDSA-P256", "RSA,RSA-PSS"})
  void pemFilesSignAndVerify(String algorithm, String word) throws IOException {
    KeyPair pair = Keys.of(algorithm);
    SigningKey own = SigningKey.ofPem(pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
    VerifyingKey other = VerifyingKey.ofPem(pem("PUBLIC KEY", pair.getPublic().getEncoded()));
    byte[] signature = own.sign(CONTENT);
    assertThat(own.algorithm()).isEqualTo(word);
    assertThat(other.verifies(CONTENT, word, signature)).isTrue();
    assertThat(other.verifies(new byte[] {1, 2}, word, signature)).isFalse();
    assertThat(other.verifies(CONTENT, word, new byte[0])).isFalse();
    assertThat(other.verifies(CONTENT, "none", signature)).isFalse();
    assertThat(other.isValidAt(Instant.MAX)).isTrue();
  }

  @Test
  void filesThatHoldNoKeyAreRefused() throws Exception {
    refused(folder.resolve("none.pem"), "it does not exist");
    refused(Files.writeString(folder.resolve("text.pem"), "hello"), "it is no PEM file");
    refused(pem("PRIVATE KEY", CONTENT), "no algorithm that is used here");
    refused(pem("ENCRYPTED PRIVATE KEY", CONTENT), "Decrypt it");
    refused(pem("RSA PRIVATE KEY", CONTENT), "openssl pkcs8 -topk8");
    refused(pem("PUBLIC KEY", CONTENT), "but a \"PRIVATE KEY\" is needed");
    KeyPairGenerator weak = KeyPairGenerator.getInstance("RSA");
    weak.initialize(1024);
    refused(pem("PRIVATE KEY", weak.generateKeyPair().getPrivate().getEncoded()), "2048 bits");
    assertThatThrownBy(() -> VerifyingKey.ofPem(pem("CERTIFICATE", CONTENT)))
        .hasMessageContaining("it is no certificate");
    assertThatThrownBy(() -> VerifyingKey.ofPem(pem("PRIVATE KEY", CONTENT)))
        .hasMessageContaining("openssl pkey");
  }

  private static void refused(Path file, String words) {
    assertThatThrownBy(() -> SigningKey.ofPem(file))
        .isInstanceOf(AttributionException.class)
        .hasMessageContaining("[EvidenceKey] Key \"" + file)
        .hasMessageContaining(words);
  }

  @Test
  void keyStoresAndTheirCertificatesAreUsed() throws Exception {
    Path store = file("good.p12");
    SigningKey own = SigningKey.ofKeyStore(store, PASSWORD, "good");
    Path certificate = file("good.pem");
    VerifyingKey other = VerifyingKey.ofPem(certificate);
    assertThat(other.verifies(CONTENT, own.algorithm(), own.sign(CONTENT))).isTrue();
    assertThat(other.isValidAt(Instant.now())).isTrue();
    assertThat(other.isValidAt(Instant.EPOCH)).isFalse();
    assertThatThrownBy(() -> SigningKey.ofKeyStore(store, PASSWORD, "other"))
        .hasMessageContaining("no private key \"other\"");
    assertThatThrownBy(() -> SigningKey.ofKeyStore(store, new char[] {'x'}, "good"))
        .hasMessageContaining("[EvidenceKey]");
    Path old = file("old.p12");
    assertThatThrownBy(() -> SigningKey.ofKeyStore(old, PASSWORD, "old"))
        .hasMessageContaining("NotAfter");
  }

  private static Path file(String name) throws URISyntaxException {
    return Path.of(Objects.requireNonNull(KeyFilesTest.class.getResource(name)).toURI());
  }
}
