package io.attributable.tokenizers;

import ai.djl.huggingface.tokenizers.jni.CharSpan;
import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import io.attributable.inputs.tokenizer.Token;
import io.attributable.inputs.tokenizer.Tokenizer;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A tokenizer of the native library, which is freed when nobody has it any more. */
final class NativeTokenizer implements Tokenizer {
  private static final Cleaner CLEANER = Cleaner.create();

  private final TokenizersLibrary library;
  private final long handle;

  private NativeTokenizer(TokenizersLibrary library, long handle) {
    this.library = library;
    this.handle = handle;
  }

  /**
   * A tokenizer.
   *
   * @throws IllegalArgumentException if the JSON is none
   */
  static NativeTokenizer of(TokenizersLibrary library, String json) {
    try {
      long handle = library.createTokenizerFromString(json);
      NativeTokenizer made = new NativeTokenizer(library, handle);
      CLEANER.register(made, () -> library.deleteTokenizer(handle));
      return made;
    } catch (RuntimeException e) {
      throw failure(e);
    }
  }

  @Override
  public List<Token> encode(String text) {
    try {
      long encoding = library.encode(handle, text, true);
      try {
        return tokens(encoding, new CharIndices(text));
      } finally {
        library.deleteEncoding(encoding);
      }
    } catch (RuntimeException e) {
      throw failure(e);
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  private List<Token> tokens(long encoding, CharIndices indices) {
    long[] ids = library.getTokenIds(encoding);
    long[] types = library.getTypeIds(encoding);
    long[] added = library.getSpecialTokenMask(encoding);
    String[] texts = library.getTokens(encoding);
    @Nullable CharSpan[] spans = library.getTokenCharSpans(encoding);
    List<Token> tokens = new ArrayList<>();
    int last = 0;
    for (int i = 0; i < ids.length; i++) {
      CharSpan span = spans[i];
      int start = span == null ? last : indices.of(span.getStart());
      last = span == null ? last : indices.of(span.getEnd());
      tokens.add(new Token(texts[i], ids[i], types[i], start, last, added[i] != 0));
    }
    return tokens;
  }

  private static IllegalArgumentException failure(RuntimeException e) {
    return new IllegalArgumentException("Hugging Face's library says: " + e.getMessage(), e);
  }
}
