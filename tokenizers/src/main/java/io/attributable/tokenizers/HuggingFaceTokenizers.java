package io.attributable.tokenizers;

import com.google.auto.service.AutoService;
import io.attributable.inputs.tokenizer.Tokenizer;
import io.attributable.inputs.tokenizer.TokenizerProvider;

/**
 * The tokenizers of Hugging Face's library, which is native code: WordPiece, BPE, Unigram and
 * WordLevel with their normalisation. Uses no network. Safe for any number of threads.
 */
@AutoService(TokenizerProvider.class)
public final class HuggingFaceTokenizers implements TokenizerProvider {
  /** For {@link java.util.ServiceLoader}. */
  public HuggingFaceTokenizers() {}

  @Override
  public Tokenizer open(String json) {
    TokenizerJson.check(json);
    return NativeTokenizer.of(NativeLibrary.loaded(), json);
  }
}
