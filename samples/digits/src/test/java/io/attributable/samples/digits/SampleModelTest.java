package io.attributable.samples.digits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The sample's own copy of the model is the one whose accuracy was recorded. */
@Tag("slow")
class SampleModelTest {
  private static final Path FIXTURES = Path.of(System.getProperty("fixtures.dir"), "models");
  private static final String PAGE = "/io/attributable/samples/digits/page.html";

  @Test
  void scoresDigitsLikeTheFixture() throws IOException {
    try (SampleFiles files = SampleFiles.unpack()) {
      List<Digit> digits = DigitReader.read(files.images(), files.labels());
      List<DigitExplanation> own = explain(files.model(), digits);
      List<DigitExplanation> recorded = explain(FIXTURES.resolve("digits"), digits);

      for (int i = 0; i < digits.size(); i++) {
        for (int digit = 0; digit < 10; digit++) {
          assertThat(own.get(i).reading().score(digit))
              .isCloseTo(recorded.get(i).reading().score(digit), within(1e-4));
        }
      }
    }
  }

  @Test
  void thePageStatesItsAccuracy() throws IOException {
    String record = Files.readString(FIXTURES.resolve("digits.json"));

    assertThat(record).contains("\"testAccuracy\": 0.9844", "\"test\": 450");
    assertThat(Files.readString(Path.of("src/main/resources" + PAGE)))
        .contains("98.4% of 450 new ones");
  }

  private static List<DigitExplanation> explain(Path model, List<Digit> digits) {
    try (DigitsExplainer explainer = DigitsExplainer.load(model)) {
      return new Inquiry(explainer).explain(digits);
    }
  }
}
