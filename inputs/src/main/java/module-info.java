/**
 * Reads inputs as they are (pictures, sound, tables, texts, arrays) into what a model takes: start
 * with {@link io.attributable.inputs.InputReader} and {@link
 * io.attributable.inputs.card.ModelCard}.
 */
module io.attributable.inputs {
  requires transitive io.attributable;
  requires transitive io.attributable.npy;
  requires transitive org.tensorflow.ndarray;
  requires static transitive org.jspecify;
  requires transitive com.fasterxml.jackson.databind;
  requires com.twelvemonkeys.imageio.metadata;
  requires org.apache.commons.csv;
  requires transitive java.desktop; // Pictures are BufferedImages.

  exports io.attributable.inputs;
  exports io.attributable.inputs.card;
  exports io.attributable.inputs.source;
  exports io.attributable.inputs.tokenizer;
  exports io.attributable.inputs.view;

  uses io.attributable.inputs.tokenizer.TokenizerProvider;
}
