package io.attributable.samples.reviews;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.attributable.Attribution;
import io.attributable.Convergence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.FloatNdArray;

class WhyReviewTest {
  private static final Path MODEL = Path.of("models/reviews");
  private static final String PRAISE = "It's never dull and always looks good.";

  private static WhyReview why;

  @BeforeAll
  static void open() {
    why = WhyReview.open(MODEL);
  }

  @AfterAll
  static void close() {
    why.close();
  }

  /** Numbers are Keras's own, as tools/train_reviews.py prints them. */
  @Test
  void theCardMakesOfWordsWhatTheModelWasTrainedWith() {
    assertThat(inFavour(PRAISE)).isCloseTo(0.34, within(0.005));
    assertThat(inFavour("A tour de force of modern cinema.")).isCloseTo(1, within(0.005));
    assertThat(inFavour("(Allen) manages to breathe life into this somewhat tired premise."))
        .isCloseTo(0.06, within(0.005));
  }

  private static double inFavour(String text) {
    return WhyReview.probability(why.explain(why.sentence(text)));
  }

  @Test
  void itIsTheWordDullThatSpeaksAgainst() {
    Sentence sentence = why.sentence(PRAISE);
    double[] sums = sentence.sums(why.explain(sentence));
    int least =
        IntStream.range(0, sums.length)
            .reduce((one, other) -> sums[one] <= sums[other] ? one : other)
            .orElseThrow();
    assertThat(sentence.words().get(least)).isEqualTo("dull");
  }

  @Test
  void wordsAddUpAndPaddingSaysNothing() {
    Sentence sentence = why.sentence(PRAISE);
    Attribution words = why.explain(sentence);
    FloatNdArray values = words.floats();
    for (long padding = sentence.words().size(); padding < values.shape().get(1); padding++) {
      assertThat(values.getFloat(0, padding, 0)).isZero();
    }
    Convergence scores = words.convergence().orElseThrow();
    assertThat(DoubleStream.of(sentence.sums(words)).sum())
        .isCloseTo(scores.at().get(0) - scores.atBaseline().get(0), within(0.05));
  }

  @Test
  void wordsAreShownAsTheyWereWritten() {
    assertThat(why.sentence(PRAISE).words())
        .isEqualTo(List.of("It's", "never", "dull", "and", "always", "looks", "good."));
  }

  @Test
  void runs() throws IOException {
    WhyReview.main(new String[] {"."});
    assertThat(Files.readString(Path.of("target/why-review.svg"))).contains("dull");
  }
}
