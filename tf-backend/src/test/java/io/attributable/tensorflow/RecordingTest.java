package io.attributable.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.Mode;
import io.attributable.Optimisation;
import io.attributable.Port;
import io.attributable.Target;
import io.attributable.graph.layer.LayerIndex;
import io.attributable.graph.plan.OutputTensor;
import io.attributable.graph.plan.TargetKind;
import io.attributable.graph.tape.control.ControlRules;
import io.attributable.graph.tape.control.Recording;
import io.attributable.tensorflow.internal.gradient.GradientRules;
import io.attributable.tensorflow.internal.plan.PreparedSignature;
import io.attributable.tensorflow.options.ModelOptions;
import io.attributable.testing.Fixtures;
import io.attributable.testing.GoldenCase;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.proto.GraphDef;

/** What loops record changes what a gradient costs, and never the gradient. */
class RecordingTest {
  private static final String PLAIN = "tfmodule_loops";
  private static final Set<String> PIECES =
      Set.of("nested-three-predicted", "replaced-three-predicted", "growing-three-predicted");
  private static final String RECURRENT = "k3_lstm";

  @ParameterizedTest
  @EnumSource(Recording.class)
  void gradientsOfPlainLoopsAreThoseOfPython(Recording recording) {
    check(recording, PLAIN, golden -> PIECES.contains(golden.id()));
  }

  @ParameterizedTest
  @EnumSource(Recording.class)
  void gradientsOfRecurrentLayersAreThoseOfPython(Recording recording) {
    check(recording, RECURRENT, golden -> golden.id().equals("across-the-loop"));
  }

  private static void check(Recording recording, String name, Predicate<GoldenCase> wanted) {
    List<GoldenCase> cases =
        Fixtures.cases(name).stream()
            .filter(golden -> golden.mode() == Mode.GLOBAL)
            .filter(wanted)
            .toList();
    assertThat(cases).isNotEmpty();
    try (AttributableModel model = load(recording, name)) {
      cases.forEach(golden -> GoldenCheck.check(model, golden));
    }
  }

  @Test
  void eachRecordsLessThanTheOneBefore() {
    assertThat(recorded(Recording.PRODUCTS)).isLessThan(recorded(Recording.TENSORS));
    assertThat(recorded(Recording.VARIABLES)).isLessThan(recorded(Recording.PRODUCTS));
  }

  private static long recorded(Recording recording) {
    try (AttributableModel model = load(recording, RECURRENT)) {
      PreparedSignature signature = model.loaded().prepared("serving_default");
      LayerIndex layers = signature.layers();
      GraphDef graph =
          signature
              .plan(
                  List.of(layers.resolve("embedding", Port.OUTPUT)),
                  OutputTensor.find(layers, "output_0"),
                  TargetKind.of(Target.of(1)),
                  false)
              .plan()
              .graph();
      return graph.getLibrary().getFunctionList().stream()
          .flatMap(function -> function.getNodeDefList().stream())
          .filter(node -> node.getOp().equals("TensorListPushBack"))
          .count();
    }
  }

  private static AttributableModel load(Recording recording, String name) {
    return AttributableModel.load(
        Fixtures.model(name),
        ModelOptions.defaults()
            .optimisations(EnumSet.complementOf(EnumSet.of(Optimisation.UNROLLED_LOOPS))),
        GradientRules.ALL.overriding(ControlRules.all(recording)));
  }
}
