package io.attributable.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.Attribution;
import io.attributable.Attributions;
import io.attributable.Mode;
import io.attributable.Target;
import io.attributable.testing.Closeness;
import io.attributable.testing.Fixtures;
import io.attributable.testing.GoldenCase;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Several targets in one request give what requests for each of them give, for every model. */
class TargetsTest {
  private static final double ROUNDING = 2e-6;

  @TestFactory
  Stream<DynamicTest> areThoseOfSingleRequests() {
    return Fixtures.modelsWithCases().stream()
        .filter(name -> !cases(name).isEmpty())
        .map(name -> DynamicTest.dynamicTest(name, () -> check(name)));
  }

  /**
   * One case for each way to ask, the one with the most layers: plans take their time to make. The
   * product with activations tells of gradients, too, where there are loops.
   */
  private static List<GoldenCase> cases(String model) {
    Map<List<Object>, GoldenCase> chosen = new LinkedHashMap<>();
    for (GoldenCase golden : Fixtures.cases(model)) {
      if (golden.error().isEmpty()
          && GoldenCheck.isServed(golden)
          && !(golden.target() instanceof Target.None)
          && (golden.mode() == Mode.GLOBAL || golden.needs().isEmpty())) {
        List<Object> way = List.of(golden.mode(), golden.port(), golden.weights().isPresent());
        chosen.merge(way, golden, (a, b) -> b.layers().size() > a.layers().size() ? b : a);
      }
    }
    return List.copyOf(chosen.values());
  }

  private static void check(String name) {
    try (AttributableModel model = AttributableModel.load(Fixtures.model(name))) {
      cases(name).forEach(golden -> check(model, golden));
    }
  }

  private static void check(AttributableModel model, GoldenCase golden) {
    LayerAttribution request = GoldenCheck.request(model, golden);
    long[] shape = request.withPrediction().attribute().prediction().orElseThrow().tensor().shape();
    List<Target> targets = targets(golden.target(), shape);
    Map<Target, Attributions> together = request.attributeTargets(targets);
    assertThat(together.keySet()).containsExactlyElementsOf(targets);
    for (Target target : targets) {
      compare(golden + " " + target, together.get(target), request.target(target).attribute());
    }
  }

  /** Holds what came of one target among several against what came of it alone. */
  static void compare(String where, Attributions actual, Attributions expected) {
    assertThat(actual.layers()).hasSameSizeAs(expected.layers());
    for (int i = 0; i < expected.layers().size(); i++) {
      Attribution one = expected.layers().get(i);
      Attribution other = actual.layers().get(i);
      assertThat(other.layer()).isEqualTo(one.layer());
      assertThat(other.tensors()).hasSameSizeAs(one.tensors());
      for (int j = 0; j < one.tensors().size(); j++) {
        Closeness.assertClose(
            where + " " + one.layer() + " " + j,
            other.tensors().get(j).values(),
            one.tensors().get(j).values(),
            ROUNDING);
      }
    }
  }

  /**
   * That of the case, if it is an index; the first number, and the last one counted from behind.
   */
  private static List<Target> targets(Target target, long[] shape) {
    int[] last = new int[shape.length - 1];
    Arrays.fill(last, -1);
    List<Target> targets =
        new ArrayList<>(List.of(Target.of(new int[shape.length - 1]), Target.of(last)));
    if (!(target instanceof Target.Predicted) && !targets.contains(target)) {
      targets.add(1, target);
    }
    return targets;
  }
}
