package io.attributable.regions.boofcv;

import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.regions.Segmentation;
import io.attributable.regions.SegmentationScale;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.IntNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;

/** Pictures are cut where they change. */
class GraphSegmentationTest {
  private static final int HEIGHT = 24;
  private static final int WIDTH = 32;
  private static final SegmentationScale FINE = new SegmentationScale(100, 0.5, 4);

  private final Segmentation segmentation =
      ServiceLoader.load(Segmentation.class).findFirst().orElseThrow();

  /** Four quarters of one value each, with a little noise. */
  private static FloatNdArray quarters(int channels) {
    FloatNdArray picture = NdArrays.ofFloats(Shape.of(HEIGHT, WIDTH, channels));
    picture
        .scalars()
        .forEachIndexed(
            (at, value) -> {
              double quarter = (at[0] < HEIGHT / 2 ? 0 : 100) + (at[1] < WIDTH / 2 ? 0 : 50);
              value.setFloat((float) (quarter + Math.sin(at[0] * 7 + at[1] * 3 + at[2])));
            });
    return picture;
  }

  @Test
  void isFoundByItsInterface() {
    assertThat(segmentation).isInstanceOf(GraphSegmentation.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void patchesAreRegions(int channels) {
    IntNdArray numbers = segmentation.segment(quarters(channels), new SegmentationScale(100, 0, 4));
    assertThat(numbers.shape()).isEqualTo(Shape.of(HEIGHT, WIDTH));
    assertThat(numbers(numbers)).containsExactly(0, 1, 2, 3);
    for (int row = 0; row < HEIGHT; row++) {
      for (int column = 0; column < WIDTH; column++) {
        int corner =
            numbers.getInt(row < HEIGHT / 2 ? 0 : HEIGHT - 1, column < WIDTH / 2 ? 0 : WIDTH - 1);
        assertThat(numbers.getInt(row, column)).isEqualTo(corner);
      }
    }
  }

  private static Set<Integer> numbers(IntNdArray numbers) {
    Set<Integer> found = new HashSet<>();
    numbers.scalars().forEach(number -> found.add(number.getInt()));
    return found;
  }

  /** Waves of several lengths, which are cut into many regions. */
  private static FloatNdArray waves() {
    FloatNdArray picture = NdArrays.ofFloats(Shape.of(HEIGHT, WIDTH, 3));
    picture
        .scalars()
        .forEachIndexed(
            (at, value) ->
                value.setFloat(
                    (float)
                        (127
                            + 60 * Math.sin(at[0] * 0.9 + at[2])
                            + 60 * Math.cos(at[1] * 0.7 - at[0] * at[2] * 0.1))));
    return picture;
  }

  @Test
  void regionsHangTogether() {
    IntNdArray numbers = segmentation.segment(waves(), FINE);
    int count = numbers(numbers).size();
    assertThat(count).isGreaterThan(4);
    assertThat(numbers(numbers)).isEqualTo(Set.copyOf(IntStream.range(0, count).boxed().toList()));
    assertThat(parts(numbers)).isEqualTo(count);
  }

  /** How many sets of pixels with the same number there are that neighbours connect. */
  private static int parts(IntNdArray numbers) {
    boolean[][] seen = new boolean[HEIGHT][WIDTH];
    int parts = 0;
    for (int row = 0; row < HEIGHT; row++) {
      for (int column = 0; column < WIDTH; column++) {
        parts += seen[row][column] ? 0 : 1;
        visit(numbers, row, column, seen);
      }
    }
    return parts;
  }

  private static void visit(IntNdArray numbers, int fromRow, int fromColumn, boolean[][] seen) {
    Deque<int[]> open = new ArrayDeque<>();
    open.push(new int[] {fromRow, fromColumn});
    int number = numbers.getInt(fromRow, fromColumn);
    while (!open.isEmpty()) {
      int[] at = open.pop();
      boolean inside = at[0] >= 0 && at[1] >= 0 && at[0] < HEIGHT && at[1] < WIDTH;
      if (inside && !seen[at[0]][at[1]] && numbers.getInt(at[0], at[1]) == number) {
        seen[at[0]][at[1]] = true;
        for (int i = -1; i <= 1; i++) {
          for (int j = -1; j <= 1; j++) {
            open.push(new int[] {at[0] + i, at[1] + j});
          }
        }
      }
    }
  }

  @Test
  void largerScalesGiveFewerRegions() {
    int few = numbers(segmentation.segment(waves(), new SegmentationScale(5000, 0.5, 4))).size();
    assertThat(few).isLessThan(numbers(segmentation.segment(waves(), FINE)).size());
  }

  @Test
  void givesTheSameAgain() {
    assertThat(segmentation.segment(waves(), FINE)).isEqualTo(segmentation.segment(waves(), FINE));
  }
}
