package io.attributable.processor.descriptor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JavaIdentifierTest {
  @ParameterizedTest
  @CsvSource({
    "image, image",
    "input_1, input_1",
    "größe, größe",
    "a.b-c/d:0, a_b_c_d_0",
    "class, class_",
    "true, true_",
    "record, record",
    "wait, wait_",
    "_, __",
    "2nd, _2nd",
    "'', __",
    "' ', __",
    "𝒳1, 𝒳1",
    "😀, __",
  })
  void isTheNameWhereJavaAllowsIt(String name, String identifier) {
    assertThat(JavaIdentifier.of(name)).isEqualTo(identifier);
  }

  @ParameterizedTest
  @CsvSource({"image, Image", "_2nd, _2nd", "élan, Élan"})
  void isCapitalized(String identifier, String capitalized) {
    assertThat(JavaIdentifier.capitalized(identifier)).isEqualTo(capitalized);
  }
}
