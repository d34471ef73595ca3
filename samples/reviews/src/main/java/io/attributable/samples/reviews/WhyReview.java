package io.attributable.samples.reviews;

import io.attributable.Attribution;
import io.attributable.Baseline;
import io.attributable.IntegratedGradients;
import io.attributable.Target;
import io.attributable.inputs.InputReader;
import io.attributable.pictures.Picture;
import io.attributable.pictures.TokenPicture;
import java.nio.file.Path;
import java.util.Arrays;
import org.tensorflow.ndarray.NdArrays;

/**
 * Tells which words speak for a film. Close it when done.
 *
 * <pre>{@code
 * WhyReview samples/reviews "Good, solid storytelling."
 * }</pre>
 */
public final class WhyReview implements AutoCloseable {
  private static final Target IN_FAVOUR = Target.of(0);
  private static final int WIDTH = 520;

  private final ReviewsExplainer explainer;
  private final InputReader inputs;

  private WhyReview(ReviewsExplainer explainer, InputReader inputs) {
    this.explainer = explainer;
    this.inputs = inputs;
  }

  /** Opens the model that lies in a folder; its card beside it says what ids words have. */
  public static WhyReview open(Path model) {
    ReviewsExplainer explainer = ReviewsExplainer.load(model);
    return new WhyReview(explainer, InputReader.of(explainer.signature(), model));
  }

  /** The sample's folder, and a sentence. */
  public static void main(String[] arguments) {
    Path sample = Path.of(arguments.length > 0 ? arguments[0] : ".");
    String text = arguments.length > 1 ? arguments[1] : "It's never dull and always looks good.";
    Path model = sample.resolve("models/reviews");
    try (WhyReview why = open(model)) {
      Sentence sentence = why.sentence(text);
      Attribution words = why.explain(sentence);
      System.out.printf("In favour: %.0f %%%n", 100 * probability(words));
      System.out.println(Arrays.toString(sentence.sums(words)));
      Path picture = sample.resolve("target/why-review.svg");
      draw(sentence, words, WIDTH).svg(picture);
      System.out.println("Shaded words: " + picture);
    }
  }

  /** A sentence as the model takes it. */
  public Sentence sentence(String text) {
    return Sentence.read(inputs, text);
  }

  /** What each word says, compared with no words at all. */
  public Attribution explain(Sentence sentence) {
    Baseline padding = Baseline.of("ids", NdArrays.ofInts(sentence.ids().shape()));
    return explainer
        .words()
        .ids(sentence.ids())
        .target(IN_FAVOUR)
        .method(new IntegratedGradients(padding))
        .attribute();
  }

  /** The probability that the sentence speaks for the film. */
  public static double probability(Attribution why) {
    return 1 / (1 + Math.exp(-why.convergence().orElseThrow().at().get(0)));
  }

  /** The words, shaded. */
  public static Picture draw(Sentence sentence, Attribution why, int width) {
    return TokenPicture.of(sentence.words(), why.tensor(), 0)
        .unit("log odds of being in favour")
        .width(width)
        .draw();
  }

  @Override
  public void close() {
    explainer.close();
  }
}
