package io.attributable.processor.writer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KotlinNameTest {
  @ParameterizedTest
  @CsvSource({
    "image, image",
    "_2nd, _2nd",
    "in, `in`",
    "object, `object`",
    "inner, inner",
    "größe, `größe`",
    "a$b, `a$b`",
    "__, `__`"
  })
  void backticksStandWhereKotlinAsksForThem(String java, String kotlin) {
    assertThat(KotlinName.of(java)).isEqualTo(kotlin);
  }

  @Test
  void partsOfPackagesAreNamesToo() {
    assertThat(KotlinName.ofPackage("org.demo.in.use")).isEqualTo("org.demo.`in`.use");
  }

  @Test
  void namesOfOursGiveWayToThoseOfTheModel() {
    assertThat(KotlinName.unlike(List.of("image"), "on")).isEqualTo("on");
    assertThat(KotlinName.unlike(List.of("on", "on_"), "on")).isEqualTo("on__");
  }
}
