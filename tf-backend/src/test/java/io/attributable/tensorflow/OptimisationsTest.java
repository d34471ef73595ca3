package io.attributable.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.Attributions;
import io.attributable.Mode;
import io.attributable.Optimisation;
import io.attributable.Port;
import io.attributable.Target;
import io.attributable.UnusedLayer;
import io.attributable.graph.layer.LayerTensors;
import io.attributable.graph.plan.TargetKind;
import io.attributable.tensorflow.internal.plan.PlanLease;
import io.attributable.tensorflow.internal.plan.PreparedSignature;
import io.attributable.tensorflow.internal.session.RunnablePlan;
import io.attributable.tensorflow.options.ModelOptions;
import io.attributable.tensorflow.options.WeightSource;
import io.attributable.testing.Fixtures;
import io.attributable.testing.GoldenCase;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Optimisations change what a gradient costs, and never the gradient. */
@Tag("slow")
class OptimisationsTest {
  private static final List<String> MODELS =
      List.of(
          "k3_cnn",
          "k2_save_cnn",
          "k3_transformer",
          "k3_volumes",
          "k3_custom_gradients",
          "k3_lstm");

  @ParameterizedTest
  @EnumSource
  void withoutOneGradientsAreThoseOfPython(Optimisation without) {
    MODELS.forEach(name -> checkGolden(name, without(without)));
  }

  @ParameterizedTest
  @EnumSource
  void oneAloneGivesThoseOfPython(Optimisation only) {
    MODELS.subList(0, 2).forEach(name -> checkGolden(name, Set.of(only)));
  }

  @Test
  void withoutAnyGradientsAreThoseOfPython() {
    MODELS.forEach(name -> checkGolden(name, Set.of()));
  }

  /** The largest request of the model: what is wrong anywhere shows in the earliest layer. */
  private static void checkGolden(String name, Set<Optimisation> optimisations) {
    List<GoldenCase> cases =
        Fixtures.cases(name).stream()
            .filter(golden -> golden.mode() == Mode.GLOBAL)
            .limit(2)
            .toList();
    assertThat(cases).isNotEmpty();
    try (AttributableModel model = load(name, optimisations, WeightSource.FROZEN)) {
      cases.forEach(golden -> GoldenCheck.check(model, golden));
    }
  }

  private static Set<Optimisation> without(Optimisation one) {
    return EnumSet.complementOf(EnumSet.of(one));
  }

  private static AttributableModel load(
      String name, Set<Optimisation> optimisations, WeightSource weights) {
    return AttributableModel.load(
        Fixtures.model(name),
        ModelOptions.defaults().weights(weights).optimisations(optimisations));
  }

  @ParameterizedTest
  @CsvSource({
    "UNROLLED_LOOPS, k3_lstm, While",
    "SHARED_NODES, k3_cnn, ''",
    "FOLDED_CONSTANTS, k3_cnn, ''",
    "FORWARD_CONVOLUTIONS, k3_cnn, Conv2DBackpropInput",
    "FUSED_KERNELS, k3_cnn, BiasAdd",
    "PLAIN_PRODUCTS, k3_transformer, BatchMatMulV2",
    "PLAIN_PRODUCTS, k3_lstm, MatMul",
    "SYMBOLIC_EXAMPLES, k3_transformer, BroadcastGradientArgs"
  })
  void eachLeavesOutNodes(Optimisation one, String name, String op) {
    Set<Optimisation> all = EnumSet.allOf(Optimisation.class);
    assertThat(count(name, all, op)).isLessThan(count(name, without(one), op));
  }

  /** How many nodes of an op, or of any, a plan for all layers has. */
  private static long count(String name, Set<Optimisation> optimisations, String op) {
    try (AttributableModel model = load(name, optimisations, WeightSource.FROZEN)) {
      PreparedSignature signature = model.loaded().prepared(model.defaultSignature().name());
      String output = signature.graph().signature().outputs().get(0).name();
      List<LayerTensors> layers =
          signature.explainable(output, Port.OUTPUT, UnusedLayer.ERROR).layers();
      return Plans.lease(signature, layers, output, TargetKind.PREDICTED)
          .plan()
          .plan()
          .graph()
          .getNodeList()
          .stream()
          .filter(node -> op.isEmpty() || node.getOp().equals(op))
          .count();
    }
  }

  private static PlanLease lease(AttributableModel model) {
    PreparedSignature signature = model.loaded().prepared(model.defaultSignature().name());
    LayerTensors layer = signature.layers().resolve("conv1", Port.OUTPUT);
    return Plans.lease(signature, List.of(layer), "logits", TargetKind.PREDICTED);
  }

  private static RunnablePlan plan(AttributableModel model) {
    return lease(model).plan();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void plansWithoutVariablesHaveSessionsOfTheirOwn(boolean own) {
    Set<Optimisation> wanted = own ? Set.of(Optimisation.OWN_SESSIONS) : Set.of();
    try (AttributableModel frozen = load("digits", wanted, WeightSource.FROZEN);
        AttributableModel live = load("digits", wanted, WeightSource.VARIABLES)) {
      assertThat(plan(frozen).session() == frozen.loaded().sessions().model()).isEqualTo(!own);
      assertThat(plan(live).session()).isSameAs(live.loaded().sessions().model());
    }
  }

  /** What keeps no record of its nodes is put where one is kept. */
  @Test
  void straightPlansCanBeTracedElsewhere() {
    try (AttributableModel model =
        load("digits", EnumSet.allOf(Optimisation.class), WeightSource.FROZEN)) {
      PlanLease plan = lease(model);
      RunnablePlan traceable = plan.traceable();
      assertThat(traceable.session()).isNotSameAs(plan.plan().session());
      assertThat(plan.traceable()).isSameAs(traceable);
    }
  }

  @Test
  void manyThreadsShareAStraightPlan() {
    try (AttributableModel model =
        load("digits", EnumSet.allOf(Optimisation.class), WeightSource.FROZEN)) {
      Attributions expected = explain(model);
      assertThat(
              IntStream.range(0, 32)
                  .parallel()
                  .mapToObj(unused -> numbers(explain(model)))
                  .toList())
          .allSatisfy(values -> assertThat(values).isEqualTo(numbers(expected)));
    }
  }

  private static float[] numbers(Attributions why) {
    return Digits.flat(why.layers().get(0).tensors().get(0).floats());
  }

  private static Attributions explain(AttributableModel model) {
    return Digits.request(model, Digits.images(2, 3)).target(Target.of(1)).attribute();
  }
}
