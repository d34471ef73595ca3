package io.attributable.samples.digits;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The code that the page shows is the code that made it. */
class CodeOnPageTest {

  @ParameterizedTest
  @CsvSource({"declaration.txt, Digits.java", "use.txt, Inquiry.java"})
  void everyLineStandsInTheSource(String shown, String file) throws IOException {
    String source =
        Files.readString(Path.of("src/main/java/io/attributable/samples/digits").resolve(file));

    assertThat(Template.read(shown).fill(Map.of()).lines().map(String::strip))
        .hasSizeGreaterThan(2)
        .allSatisfy(line -> assertThat(source).contains(line));
  }
}
