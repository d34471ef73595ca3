package io.attributable.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attributable.AttributionException;
import io.attributable.Attributions;
import io.attributable.Optimisation;
import io.attributable.Port;
import io.attributable.Target;
import io.attributable.graph.plan.TargetKind;
import io.attributable.tensorflow.internal.plan.PreparedSignature;
import io.attributable.tensorflow.internal.request.TargetList;
import io.attributable.tensorflow.internal.run.RequestRunner;
import io.attributable.tensorflow.options.ModelOptions;
import io.attributable.testing.Fixtures;
import io.attributable.testing.GoldenCase;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.GraphDef;

/** What is asked of several targets, beside that their numbers are right. */
class ManyTargetsTest {
  private static final FloatNdArray IMAGES = Digits.images(3, 5);
  private static final ModelOptions LOOPS =
      ModelOptions.defaults()
          .optimisations(EnumSet.complementOf(EnumSet.of(Optimisation.UNROLLED_LOOPS)));
  private static AttributableModel digits;

  @BeforeAll
  static void load() {
    digits = Digits.load();
  }

  @AfterAll
  static void close() {
    digits.close();
  }

  private static LayerAttribution request() {
    return Digits.request(digits, IMAGES).layers("features");
  }

  private static List<Target> classes() {
    return IntStream.range(0, 10).mapToObj(Target::of).toList();
  }

  @Test
  void allTargetsAreThoseOfTheOutputInOrder() {
    Map<Target, Attributions> all =
        request().withPrediction().gradientWeights(1, 2, 0.5).attributeAllTargets();
    assertThat(all.keySet()).containsExactlyElementsOf(classes());
    for (Target target : classes()) {
      Attributions alone =
          request().withPrediction().gradientWeights(1, 2, 0.5).target(target).attribute();
      TargetsTest.compare(target.toString(), all.get(target), alone);
      assertThat(all.get(target).prediction().orElseThrow().tensor().floats())
          .isEqualTo(alone.prediction().orElseThrow().tensor().floats());
    }
  }

  @Test
  void portionsMakeNoDifference() {
    Map<Target, Attributions> whole = request().attributeTargets(classes());
    for (long budget : new long[] {1, 60_000}) {
      Map<Target, Attributions> portions =
          new RequestRunner(digits.loaded(), budget, budget)
              .attributeTargets(request().request(), classes());
      assertThat(portions.keySet()).containsExactlyElementsOf(classes());
      classes()
          .forEach(
              target ->
                  TargetsTest.compare(
                      target + " within " + budget, portions.get(target), whole.get(target)));
    }
  }

  @Test
  void targetsPerExampleMixWithThoseForAll() {
    List<Target> targets = List.of(Target.of(4), Target.perExample(1, 9, 0), Target.of(-2));
    Map<Target, Attributions> together = request().attributeTargets(targets);
    targets.forEach(
        target ->
            TargetsTest.compare(
                target.toString(), together.get(target), request().target(target).attribute()));
  }

  @Test
  void theOnlyTargetMayBeOfAnyKind() {
    Map<Target, Attributions> only = request().attributeTargets(Target.predicted());
    assertThat(only).containsOnlyKeys(Target.predicted());
    TargetsTest.compare(
        "predicted",
        only.get(Target.predicted()),
        request().target(Target.predicted()).attribute());
  }

  @Test
  void noExamplesGiveNoNumbers() {
    FloatNdArray none = NdArrays.ofFloats(Shape.of(0, 8, 8, 1));
    Map<Target, Attributions> empty =
        Digits.request(digits, none).attributeTargets(Target.of(1), Target.of(2));
    assertThat(empty).containsOnlyKeys(Target.of(1), Target.of(2));
    assertThat(empty.get(Target.of(2)).get("conv2").tensor().shape()[0]).isZero();
  }

  @Test
  void saysWhatIsWrongWithTargets() {
    fails("TargetsRequired", () -> request().attributeTargets(List.of()));
    fails("DuplicateTarget", () -> request().attributeTargets(Target.of(1), Target.of(1)));
    fails("TargetsMixed", () -> request().attributeTargets(Target.of(1), Target.predicted()));
    fails("TargetsMixed", () -> request().attributeTargets(Target.none(), Target.of(1)));
    fails("Target 10 is out", () -> request().attributeTargets(Target.of(1), Target.of(10)));
    fails("TargetShape", () -> request().attributeTargets(Target.of(1), Target.of(1, 2)));
    fails(
        "Target 1,2 does not fit",
        () -> request().attributeTargets(Target.of(1), Target.perExample(1, 2)));
    fails("WeightsShape", () -> request().gradientWeights(1, 2).attributeAllTargets());
  }

  @Test
  void thereIsNoAllWhereThereIsOneNumber() {
    assertThatThrownBy(() -> TargetList.all("score", Shape.of(4)))
        .hasMessageContaining("[TargetsUncountable]")
        .hasMessageContaining("\"score\"")
        .hasMessageContaining("[4]");
    assertThatThrownBy(() -> TargetList.all("none", Shape.of(4, 0)))
        .hasMessageContaining("[TargetsUncountable]");
    assertThat(TargetList.all("steps", Shape.of(4, 2, 2)).targets())
        .containsExactly(Target.of(0, 0), Target.of(0, 1), Target.of(1, 0), Target.of(1, 1));
  }

  private static void fails(String with, Runnable request) {
    assertThatThrownBy(request::run)
        .isInstanceOf(AttributionException.class)
        .hasMessageContaining(with);
  }

  @Test
  void passesAreOneWhereOpsAllowItAndALoopElsewhere() {
    assertThat(functions("digits", "conv1")).isEmpty();
    assertThat(functions("k3_lstm", "embedding")).isEmpty();
    assertThat(functions("k3_lstm", "embedding", LOOPS))
        .anyMatch(name -> name.endsWith("_stacked"))
        .noneMatch(name -> name.contains("each_target"));
    assertThat(functions("tf1_branches", "enter")).anyMatch(name -> name.contains("each_target"));
  }

  /** The functions of the plan of a model's first case, for several targets. */
  private static List<String> functions(String name, String layer) {
    return functions(name, layer, ModelOptions.defaults());
  }

  private static List<String> functions(String name, String layer, ModelOptions options) {
    GoldenCase golden =
        Fixtures.cases(name).stream()
            .filter(one -> one.error().isEmpty() && one.port() == Port.OUTPUT)
            .filter(one -> one.layers().contains(layer))
            .findFirst()
            .orElseThrow();
    try (AttributableModel model = AttributableModel.load(Fixtures.model(name), options)) {
      PreparedSignature signature = model.loaded().prepared(golden.signature());
      GraphDef graph =
          Plans.lease(
                  signature,
                  List.of(signature.lookup().resolve(layer, Port.OUTPUT)),
                  golden.output(),
                  TargetKind.INDICES)
              .plan()
              .plan()
              .graph();
      return graph.getLibrary().getFunctionList().stream()
          .map(function -> function.getSignature().getName())
          .toList();
    }
  }
}
