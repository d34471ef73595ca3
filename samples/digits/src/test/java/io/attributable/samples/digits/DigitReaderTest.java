package io.attributable.samples.digits;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The files that come with the sample. */
class DigitReaderTest {

  @Test
  void readsTheSampleDigits() throws IOException {
    try (SampleFiles files = SampleFiles.unpack()) {
      List<Digit> digits = DigitReader.read(files.images(), files.labels());

      assertThat(digits).extracting(Digit::label).containsExactly(2, 4, 3, 5, 6, 8);
      assertThat(digits).extracting(Digit::number).containsExactly(1, 2, 3, 4, 5, 6);
      assertThat(digits)
          .allSatisfy(
              digit -> {
                assertThat(digit.ink().rows()).isEqualTo(8);
                assertThat(digit.ink().columns()).isEqualTo(8);
                assertThat(digit.ink().reach()).isBetween(0.9f, 1f);
              });
    }
  }

  @Test
  void theTemporaryCopiesAreRemoved() throws IOException {
    Path model;
    try (SampleFiles files = SampleFiles.unpack()) {
      model = files.model();
      assertThat(model.resolve("saved_model.pb")).exists();
    }
    assertThat(Files.exists(model)).isFalse();
  }
}
