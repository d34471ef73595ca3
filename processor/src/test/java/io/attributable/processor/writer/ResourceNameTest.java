package io.attributable.processor.writer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which models of a project can be resources of the application, and how they are called then. */
class ResourceNameTest {
  @ParameterizedTest
  @CsvSource({
    "models/digits, models/digits",
    "./models//digits/, models/digits",
    "models\\digits, models/digits",
    "digits, digits",
    "/srv/models/digits,",
    "C:/models/digits,",
    "C:\\models\\digits,",
    "../models/digits,",
    "models/../digits,",
    ".,",
  })
  void nameIsThePathBelowTheRoot(String savedModel, String name) {
    assertThat(ResourceName.of(savedModel).orElse(null)).isEqualTo(name);
  }
}
