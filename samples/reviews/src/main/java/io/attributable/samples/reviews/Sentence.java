package io.attributable.samples.reviews;

import io.attributable.Attribution;
import io.attributable.inputs.InputReader;
import io.attributable.inputs.ReadInputs;
import io.attributable.inputs.source.InputSource;
import io.attributable.inputs.view.InputView;
import io.attributable.inputs.view.TextExample;
import java.util.List;
import java.util.Map;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.IntNdArray;

/**
 * A sentence as the model takes it, and as it was written.
 *
 * @param ids {@code [1, 40]}: those of its words, then padding
 * @param text its words, and where they stand
 */
public record Sentence(IntNdArray ids, TextExample text) {

  /**
   * Reads a sentence as the model's card says.
   *
   * @param inputs by the card
   */
  public static Sentence read(InputReader inputs, String text) {
    InputSource source = new InputSource.Texts(List.of(text));
    ReadInputs read = inputs.read(Map.of("text", source));
    InputView.Texts view = (InputView.Texts) read.views().get(0);
    IntNdArray ids = read.array("ids", IntNdArray.class);
    return new Sentence(ids, view.texts().get(0));
  }

  /** The words as they were written. */
  public List<String> words() {
    return text.tokens().stream()
        .map(token -> text.text().substring(token.start(), token.end()))
        .toList();
  }

  /** What each word says: the sum over its vector. */
  public double[] sums(Attribution why) {
    FloatNdArray values = why.floats();
    double[] sums = new double[text.tokens().size()];
    for (int word = 0; word < sums.length; word++) {
      for (int i = 0; i < values.shape().get(2); i++) {
        sums[word] += values.getFloat(0, word, i);
      }
    }
    return sums;
  }
}
