package io.attributable.inputs.text;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The tokenizers that were read last, by what is in their files: reading one anew takes up to a
 * second. Safe for any number of threads.
 */
final class TokenizerCache {
  private static final int MOST = 4;

  private final Map<String, LoadedTokenizer> byDigest = new LinkedHashMap<>(MOST, 0.75f, true);

  /**
   * The tokenizer of a content.
   *
   * @param content all that decides on the tokenizer
   * @param reader makes it, where it is not there
   */
  LoadedTokenizer get(String content, Supplier<LoadedTokenizer> reader) {
    String key = digest(content);
    synchronized (byDigest) {
      LoadedTokenizer known = byDigest.get(key);
      if (known == null) {
        known = reader.get();
        byDigest.put(key, known);
        if (byDigest.size() > MOST) {
          byDigest.remove(byDigest.keySet().iterator().next());
        }
      }
      return known;
    }
  }

  private static String digest(String content) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // Every JDK has it.
    }
  }
}
