package io.attributable.evidence.key;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The first block of a PEM file. */
final class PemFile {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");
  private static final long LARGEST = 1 << 20;

  private final String label;
  private final byte[] content;

  private PemFile(String label, byte[] content) {
    this.label = label;
    this.content = content;
  }

  /** Such as {@code PRIVATE KEY}. */
  String label() {
    return label;
  }

  /** What it holds; not copied. */
  byte[] content() {
    return content;
  }

  static PemFile read(Path file) {
    try {
      if (Files.size(file) > LARGEST) {
        throw unusable(file, "it is larger than any key");
      }
      Matcher block = BLOCK.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
      if (!block.find()) {
        throw unusable(file, "it is no PEM file");
      }
      return new PemFile(block.group(1), Base64.getMimeDecoder().decode(block.group(2)));
    } catch (NoSuchFileException e) {
      throw unusable(file, "it does not exist").causedBy(e);
    } catch (IOException | IllegalArgumentException e) {
      throw unusable(file, "it cannot be read (" + e + ")").causedBy(e);
    }
  }

  static AttributionException unusable(Object key, String problem) {
    return unusable(
        key,
        problem,
        "Make keys with: openssl genpkey -algorithm ed25519 -out key.pem; openssl pkey -in key.pem"
            + " -pubout -out public.pem");
  }

  static AttributionException unusable(Object key, String problem, String remedy) {
    return new AttributionException(ErrorCode.EVIDENCE_KEY, key, problem, remedy);
  }
}
