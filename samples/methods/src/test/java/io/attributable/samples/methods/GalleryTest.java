package io.attributable.samples.methods;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.Methods;
import io.attributable.tensorflow.AttributableModel;
import io.attributable.tensorflow.LayerAttribution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.FloatNdArray;

class GalleryTest {
  private static final Path ROOT = Path.of(System.getProperty("project.root"));
  private static final Path SAMPLES = ROOT.resolve("samples");
  private static final Path PICTURES = ROOT.resolve("docs/pictures");
  private static final Pattern CAPTION = Pattern.compile("<text[^>]*>([^<]*)</text>");

  @TempDir private Path folder;

  /** Colours may differ by machine, what there is to see may not. */
  @Test
  void thePagesShowEveryMethod() throws IOException {
    new Gallery(SAMPLES).write(folder);
    if (Boolean.getBoolean("goldens.update")) {
      new Gallery(SAMPLES).write(PICTURES);
    }
    for (String picture : List.of("methods-digit.svg", "methods-sentence.svg")) {
      assertThat(captions(PICTURES.resolve(picture)))
          .as("run the test with -Dgoldens.update=true to draw them anew")
          .isEqualTo(captions(folder.resolve(picture)));
    }
    assertThat(captions(folder.resolve("methods-digit.svg"))).containsAll(Methods.names());
  }

  @Test
  void whatIsNotDrawnIsRefused() throws IOException {
    GalleryModel sentence =
        new Sentence(SAMPLES.resolve("methods/src/main/resources/sentences")).model();
    try (AttributableModel model = AttributableModel.load(sentence.path())) {
      for (String name : sentence.without()) {
        LayerAttribution request = sentence.request(model, name);
        assertThatExceptionOfType(AttributionException.class)
            .as(name)
            .isThrownBy(request::attribute)
            .extracting(AttributionException::code)
            .isEqualTo(ErrorCode.METHOD_NOT_APPLICABLE);
      }
    }
  }

  /** The word that turns the opinion around is told from those that only stand beside it. */
  @Test
  void integratedGradientsFindTheOpinion() throws IOException {
    Sentence sentence = new Sentence(SAMPLES.resolve("methods/src/main/resources/sentences"));
    Explained found =
        sentence.model().explain().stream()
            .filter(explained -> explained.name().equals("integrated-gradients"))
            .findFirst()
            .orElseThrow();
    double good = sum(sentence, found, "good") + sum(sentence, found, "very");
    assertThat(good).isGreaterThan(2 * Math.abs(sum(sentence, found, "story")));
  }

  /** What a word's features add up to. */
  private static double sum(Sentence sentence, Explained explained, String word) {
    double sum = 0;
    for (FloatNdArray feature :
        explained.tensor().floats().get(0, sentence.words().indexOf(word)).scalars()) {
      sum += feature.getFloat();
    }
    return sum;
  }

  private static List<String> captions(Path file) throws IOException {
    return CAPTION.matcher(Files.readString(file)).results().map(GalleryTest::caption).toList();
  }

  private static String caption(MatchResult found) {
    return found.group(1);
  }
}
