package io.attributable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {
  static Stream<Arguments> texts() {
    return Stream.of(
        Arguments.of(Target.none(), "none"),
        Arguments.of(Target.of(), "none"),
        Arguments.of(Target.of(7), "7"),
        Arguments.of(Target.of(-1), "-1"),
        Arguments.of(Target.of(3, 1), "(3,1)"),
        Arguments.of(Target.perExample(0, 3, 9), "0,3,9"),
        Arguments.of(Target.perExampleIndex(new int[] {0, 1}, new int[] {1, 1}), "(0,1),(1,1)"),
        Arguments.of(Target.perExampleIndex(new int[] {4}, new int[] {2}), "4,2"),
        Arguments.of(Target.perExampleIndex(new int[] {4}, new int[] {2, 1}), "(4),(2,1)"),
        Arguments.of(Target.slice("0:2"), ":2"),
        Arguments.of(Target.slice(" (3, 0:2 , ::1,-2:, 1:7:3) "), "(3,:2,:,-2:,1:7:3)"),
        Arguments.of(Target.slicePerExample("0:2", "5"), ":2,5"),
        Arguments.of(Target.slicePerExample("0,:", "-1,1:"), "(0,:),(-1,1:)"),
        Arguments.of(Target.predicted(), "predicted"));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void readsAsItIsWritten(Target target, String text) {
    assertThat(target).hasToString(text);
  }

  @Test
  void equalTargetsAreEqual() {
    assertThat(Target.of(3, 1)).isEqualTo(Target.of(3, 1)).hasSameHashCodeAs(Target.of(3, 1));
    assertThat(Target.none()).isEqualTo(Target.none());
    assertThat(Target.predicted()).isEqualTo(Target.predicted());
    assertThat(Target.perExample(1, 2))
        .isEqualTo(Target.perExampleIndex(new int[] {1}, new int[] {2}))
        .hasSameHashCodeAs(Target.perExampleIndex(new int[] {1}, new int[] {2}));
  }

  @Test
  void slicesOfOneElementAreIndices() {
    assertThat(Target.slice("3:4,-1:")).isEqualTo(Target.of(3, -1));
    assertThat(Target.slice("2147483647")).isEqualTo(Target.of(Integer.MAX_VALUE));
    assertThat(Target.slicePerExample("1", "2")).isEqualTo(Target.perExample(1, 2));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ",", "1,", "x", "1:2:3:4", "(1,2", "::0", "::-1", "2147483648:", "..."})
  void refusesWhatIsNoSlice(String text) {
    assertThatThrownBy(() -> Target.slice(text))
        .isInstanceOfSatisfying(
            AttributionException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.TARGET_INVALID));
  }

  @Test
  void differentTargetsDiffer() {
    assertThat(
            List.of(
                Target.none(),
                Target.predicted(),
                Target.of(1),
                Target.of(1, 0),
                Target.of(0, 1),
                Target.perExample(1),
                Target.perExample(1, 1)))
        .doesNotHaveDuplicates();
  }

  @Test
  void keepsAnIndexThatTheCallerChangesAfterwards() {
    int[] index = {3, 1};
    Target target = Target.of(index);
    Target each = Target.perExampleIndex(index);
    index[0] = 9;
    assertThat(target).isEqualTo(Target.of(3, 1));
    assertThat(each).isEqualTo(Target.perExampleIndex(new int[] {3, 1}));
  }

  @Test
  void keepsListsThatTheCallerChangesAfterwards() {
    List<Integer> index = new ArrayList<>(List.of(3));
    List<List<Integer>> indices = new ArrayList<>(List.of(index));
    Target.PerExample target = new Target.PerExample(indices);
    index.add(1);
    indices.add(List.of(5));
    assertThat(target.indices()).containsExactly(List.of(3));
  }

  @Test
  void indicesCannotBeChanged() {
    List<Integer> index = ((Target.Index) Target.of(3)).index();
    List<List<Integer>> indices = ((Target.PerExample) Target.perExample(3)).indices();
    assertThatThrownBy(() -> index.add(1)).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> indices.get(0).add(1))
        .isInstanceOf(UnsupportedOperationException.class);
  }
}
