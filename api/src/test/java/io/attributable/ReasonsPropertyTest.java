package io.attributable;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;

/** Reasons of random attributions against what plain loops find, ties and groups among them. */
class ReasonsPropertyTest {
  private static final int ROUNDS = 500;

  private final Random random = new Random(7);

  @ParameterizedTest
  @EnumSource
  void areWhatLoopsFind(ReasonSide side) {
    for (int round = 0; round < ROUNDS; round++) {
      List<String> names = names();
      FloatNdArray values = values(1 + random.nextInt(3), names.size(), 1 + random.nextInt(3));
      int count = 1 + random.nextInt(6);
      Reasons reasons =
          ReasonsTest.complete("input:row", values)
              .withFeatures(Features.of("row", names.toArray(String[]::new)))
              .reasons(count, side);
      for (int example = 0; example < values.shape().get(0); example++) {
        check(reasons.get(example), sums(names, values, example), side, count);
      }
    }
  }

  private static void check(
      ExampleReasons found, Map<String, Double> sums, ReasonSide side, int count) {
    double sign = side == ReasonSide.FOR ? 1 : -1;
    List<String> order = new ArrayList<>(sums.keySet());
    List<String> expected = new ArrayList<>();
    double total = 0;
    for (String name : order) {
      double size = sign * get(sums, name);
      if (size > 1e-4) {
        total += size;
        int place = 0;
        while (place < expected.size() && sign * get(sums, expected.get(place)) >= size - 1e-4) {
          place++;
        }
        expected.add(place, name);
      }
    }
    List<String> told = expected.subList(0, Math.min(count, expected.size()));
    assertThat(found).extracting(Reason::feature).containsExactlyElementsOf(told);
    for (Reason reason : found) {
      double size = sign * get(sums, reason.feature());
      long larger = expected.stream().filter(x -> sign * get(sums, x) > size + 1e-4).count();
      long equal =
          expected.stream().filter(x -> Math.abs(sign * get(sums, x) - size) < 1e-4).count();
      assertThat(reason.rank()).isEqualTo(1 + larger);
      assertThat(reason.tied()).isEqualTo(equal > 1);
      assertThat(Math.abs(reason.contribution() * sign - size)).isLessThan(1e-12);
      assertThat(Math.abs(reason.share() - size / total)).isLessThan(1e-9);
    }
    List<String> rest = expected.subList(told.size(), expected.size());
    double last = told.isEmpty() ? 0 : sign * get(sums, told.get(told.size() - 1));
    assertThat(found.alsoTied())
        .containsExactlyElementsOf(
            rest.stream().filter(x -> Math.abs(sign * get(sums, x) - last) < 1e-4).toList());
  }

  private static double get(Map<String, Double> sums, String name) {
    return sums.getOrDefault(name, 0.0);
  }

  private static Map<String, Double> sums(List<String> names, FloatNdArray values, int example) {
    Map<String, Double> sums = new LinkedHashMap<>();
    for (int column = 0; column < names.size(); column++) {
      for (int i = 0; i < values.shape().get(2); i++) {
        sums.merge(names.get(column), (double) values.getFloat(example, column, i), Double::sum);
      }
    }
    return sums;
  }

  /** Columns next to each other may be one feature. */
  private List<String> names() {
    List<String> names = new ArrayList<>();
    int features = 1 + random.nextInt(8);
    for (int i = 0; i < features; i++) {
      for (int more = random.nextInt(4) == 0 ? 3 : 1; more > 0; more--) {
        names.add("f" + i);
      }
    }
    return names.size() == 1 ? List.of("f0", "f1") : names;
  }

  /** Few different numbers, so that there are ties, apart from what rounding leaves. */
  private FloatNdArray values(int examples, int columns, int width) {
    FloatNdArray values = NdArrays.ofFloats(Shape.of(examples, columns, width));
    values
        .scalars()
        .forEach(
            scalar -> {
              float number = (random.nextInt(9) - 4) / 4f;
              scalar.setFloat(number != 0 && random.nextBoolean() ? Math.nextUp(number) : number);
            });
    return values;
  }
}
