package io.attributable.inputs.tokenizer;

/**
 * Makes tokenizers of their files. Implementations are found by {@link java.util.ServiceLoader};
 * {@code attributable-tokenizers} has one. They are safe for any number of threads, and use no
 * network.
 */
public interface TokenizerProvider {
  /**
   * A tokenizer.
   *
   * @param json a {@code tokenizer.json} of Hugging Face's tokenizers, which neither truncates nor
   *     pads
   * @throws IllegalArgumentException if it is none; the message says why
   * @throws IllegalStateException if there can be no tokenizers on this machine; the message says
   *     why
   */
  Tokenizer open(String json);
}
