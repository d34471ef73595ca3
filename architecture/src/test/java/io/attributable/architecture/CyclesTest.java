package io.attributable.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CyclesTest {

  @Test
  void findsThoseWhoUseEachOtherAndNobodyElse() {
    Map<String, Set<String>> uses =
        Map.of(
            "above", Set.of("a"),
            "a", Set.of("b", "below"),
            "b", Set.of("c"),
            "c", Set.of("a", "b"),
            "x", Set.of("y", "a"),
            "y", Set.of("x"),
            "alone", Set.of("alone"),
            "below", Set.of());
    assertThat(Cycles.in(uses)).containsExactlyInAnyOrder(Set.of("a", "b", "c"), Set.of("x", "y"));
  }

  @Test
  void findsNoneWhereAllPointDown() {
    assertThat(Cycles.in(Map.of("a", Set.of("b", "c"), "b", Set.of("c"), "c", Set.of("d"))))
        .isEmpty();
  }
}
