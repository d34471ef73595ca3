package io.attributable.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.GradientXActivation;
import io.attributable.LeftOutLayer;
import io.attributable.Port;
import io.attributable.Target;
import io.attributable.cli.reply.InputNotes;
import io.attributable.tensorflow.verify.DirectionCheck;
import io.attributable.tensorflow.verify.DirectionCheck.Kind;
import io.attributable.tensorflow.verify.ExampleVerification;
import io.attributable.tensorflow.verify.LayerVerification;
import io.attributable.tensorflow.verify.Reason;
import io.attributable.tensorflow.verify.TensorVerification;
import io.attributable.tensorflow.verify.Verdict;
import io.attributable.tensorflow.verify.Verification;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Reports such as no right gradient makes. */
class VerificationTextTest {
  @Test
  void examplesOfOneVerdictShareARowAndTheWorstComesFirst() {
    List<ExampleVerification> examples = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      examples.add(
          i == 3 || i == 5
              ? example(i, Verdict.DISAGREES, Optional.empty(), i / 10.0)
              : example(i, Verdict.AGREES, Optional.empty(), i / 1e6));
    }
    assertThat(text(List.of(), List.of(), examples))
        .containsSubsequence(
            "  early  output  a/b:0   3,5                         disagrees  5.0e-01    1.0e-03"
                + "  1.0e-04  2.0e-02",
            "  early  output  a/b:0   0,1,2,4,6,7,8,9 and 2 more  agrees     1.1e-05    1.0e-03"
                + "  1.0e-04  2.0e-02")
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith("  disagrees: The gradient is not the derivative")
                    .contains("Please report the model"))
        .endsWith("0 of 1 layers agree, by 5 random directions and the gradient's own, seed 8.");
  }

  @Test
  void ownGradientsAndWhatWasLeftOutAreNamed() {
    assertThat(
            text(
                List.of("lookup"),
                List.of("gate/stop"),
                List.of(example(0, Verdict.INCONCLUSIVE, Optional.of(Reason.OWN_GRADIENT), 0.5))))
        .contains(
            "  own gradient: " + Reason.OWN_GRADIENT.advice(),
            "    gate/stop",
            "  Left out, as they cannot be explained (attributable preflight says why): lookup")
        .anySatisfy(line -> assertThat(line).contains("inconclusive: own gradient"));
  }

  @Test
  void whatCouldNotBeComparedHasNoNumbers() {
    assertThat(text(List.of(), List.of(), List.of(ExampleVerification.ofNone())))
        .anySatisfy(
            line ->
                assertThat(line)
                    .matches("  early +output +a/b:0 +all +inconclusive: no examples( +-){4}"));
  }

  private static ExampleVerification example(
      int index, Verdict verdict, Optional<Reason> reason, double deviation) {
    return new ExampleVerification(
        OptionalInt.of(index),
        verdict,
        reason,
        List.of(new DirectionCheck(Kind.RANDOM, 1, 1 + deviation, deviation, 1e-3, 1e-4, 0.02)));
  }

  private static List<String> text(
      List<String> leftOut, List<String> ownGradients, List<ExampleVerification> examples) {
    TensorVerification tensor = new TensorVerification("a/b:0", "float32", ownGradients, examples);
    LayerVerification layer = new LayerVerification("early", Port.OUTPUT, List.of(tensor));
    AttributionException failure = new AttributionException(ErrorCode.MODEL_CLOSED, "models/a");
    Verification verification =
        new Verification(
            "y",
            Target.of(1),
            5,
            8,
            List.of(layer),
            leftOut.stream().map(name -> LeftOutLayer.of(name, Port.OUTPUT, failure)).toList());
    return VerificationText.of(
        new VerificationReport(
            "models/a",
            "serve",
            new GradientXActivation(),
            Optional.empty(),
            Map.of(),
            new InputNotes(List.of()),
            verification));
  }
}
