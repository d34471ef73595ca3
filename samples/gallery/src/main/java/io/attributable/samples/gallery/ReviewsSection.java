package io.attributable.samples.gallery;

import io.attributable.Attribution;
import io.attributable.samples.reviews.Sentence;
import io.attributable.samples.reviews.WhyReview;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Three sentences of film reviews; the model gets the last one wrong. */
final class ReviewsSection {
  private static final int WIDE = 520;
  private static final int NARROW = 320;
  private static final String SOURCE = "src/main/java/io/attributable/samples/reviews/";
  private static final List<String> SENTENCES =
      List.of(
          "The film is visually dazzling, the depicted events dramatic, funny and poignant.",
          "Though clearly well intentioned, this cross cultural soap opera is painfully formulaic"
              + " and stilted.",
          "It's never dull and always looks good.");

  private final Path sample;

  ReviewsSection(Path sample) {
    this.sample = sample;
  }

  Section write() throws IOException {
    return new Section(
        "reviews",
        "Which words decided?",
        "A network reads sentences of film reviews. Integrated gradients at its embedding tell what"
            + " each word says compared with no word: red in favour of the film, blue against it."
            + " The last sentence is praise, but the model takes it for the opposite, and the"
            + " picture shows the word that it stumbles over.",
        parts(),
        List.of(
            "./attributable explain samples/reviews/models/reviews --input 'text=\""
                + SENTENCES.get(0)
                + "\"' --out why"),
        Source.declaration(sample.resolve(SOURCE + "Reviews.java"))
            + "\n\n"
            + Source.method(sample.resolve(SOURCE + "WhyReview.java"), "explain"),
        "samples/reviews");
  }

  private List<Part> parts() {
    Path model = sample.resolve("models/reviews");
    try (WhyReview why = WhyReview.open(model)) {
      return SENTENCES.stream().map(text -> part(why, why.sentence(text))).toList();
    }
  }

  private static Part part(WhyReview why, Sentence sentence) {
    Attribution words = why.explain(sentence);
    double probability = WhyReview.probability(words);
    String title =
        String.format(
            Locale.ROOT,
            "%s the film (in favour: %.0f %%)",
            probability > 0.5 ? "For" : "Against",
            100 * probability);
    return Part.of(title, "")
        .and(WhyReview.draw(sentence, words, WIDE), WhyReview.draw(sentence, words, NARROW));
  }
}
