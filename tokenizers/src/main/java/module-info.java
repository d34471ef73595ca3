/**
 * Trained tokenizers by Hugging Face's library. Nothing here is called by name: {@link
 * io.attributable.tokenizers.HuggingFaceTokenizers} is found where it is on the class path or the
 * module path.
 */
module io.attributable.tokenizers {
  requires io.attributable.inputs;
  requires static transitive org.jspecify;
  requires static com.google.auto.service;
  requires ai.djl.tokenizers;
  requires ai.djl.api;
  requires org.slf4j; // DJL needs it, and has no descriptor that says so.

  provides io.attributable.inputs.tokenizer.TokenizerProvider with
      io.attributable.tokenizers.HuggingFaceTokenizers;
}
