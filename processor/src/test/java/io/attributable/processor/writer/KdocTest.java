package io.attributable.processor.writer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KdocTest {
  @Test
  void noNameEndsItsCodeOrTheComment() {
    assertThat(Kdoc.code("a`b */ /* c\nd")).isEqualTo("`a'b *∕ ∕* c d`");
  }
}
