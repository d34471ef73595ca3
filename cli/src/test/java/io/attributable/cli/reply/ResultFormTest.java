package io.attributable.cli.reply;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.attributable.AttributedTensor;
import io.attributable.Attribution;
import io.attributable.AttributionException;
import io.attributable.Attributions;
import io.attributable.Convergence;
import io.attributable.ElementType;
import io.attributable.ErrorCode;
import io.attributable.GradientXActivation;
import io.attributable.LeftOutLayer;
import io.attributable.Mode;
import io.attributable.Port;
import io.attributable.Prediction;
import io.attributable.RuleCoverage;
import io.attributable.Target;
import io.attributable.TensorShape;
import io.attributable.UnusedTensor;
import io.attributable.Wording;
import io.attributable.cli.request.TargetNodes;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.StdArrays;

/**
 * A reply says what the result itself says as JSON: where one has the numbers, the other names the
 * file that holds them.
 */
class ResultFormTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void resultsAreWrittenAlike() {
    AttributedTensor chosen =
        new AttributedTensor(
            "net/Relu:0",
            ElementType.FLOAT32,
            StdArrays.ndCopyOf(new float[][] {{3, 1}}),
            Optional.of(StdArrays.ndCopyOf(new long[][][] {{{0, 1}, {2, 0}}})));
    AttributedTensor scores =
        new AttributedTensor(
            "net/probs:0", ElementType.FLOAT64, StdArrays.ndCopyOf(new double[] {0.1}));
    Attributions result =
        new Attributions(
            List.of(
                new Attribution(
                        "net/relu",
                        Port.INPUT,
                        new GradientXActivation(Mode.LOCAL),
                        List.of(chosen),
                        List.of(
                            new UnusedTensor(
                                "net/stack:0",
                                ElementType.FLOAT16,
                                TensorShape.of(-1, 8),
                                "does not reach it"),
                            new UnusedTensor(
                                "net/any:0",
                                ElementType.FLOAT32,
                                TensorShape.of(Shape.unknown()),
                                "no")),
                        new Prediction("probs", scores))
                    .withConvergence(new Convergence(List.of(3.0), List.of(0.5), List.of(0.25), 50))
                    .withCoverage(
                        new RuleCoverage(List.of(new RuleCoverage.Entry("MatMul", "flat", 2))))),
            List.of(
                LeftOutLayer.of(
                    "ids", Port.INPUT, new AttributionException(ErrorCode.MODEL_CLOSED, "m"))));
    assertAlike(
        new Reply.Explained("a", result, List.of(), Wording.JAVA), JSON.valueToTree(result));
  }

  @Test
  void failuresAreWrittenAlike() {
    AttributionException failure = new AttributionException(ErrorCode.MODEL_CLOSED, "m");
    assertAlike(
        new Reply.Failed("a", failure, Wording.JAVA),
        JSON.createObjectNode().set("error", JSON.valueToTree(failure)));
  }

  static List<Target> targets() {
    return List.of(
        Target.of(3),
        Target.of(3, -1),
        Target.perExample(0, 1),
        Target.perExampleIndex(new int[] {0, 1}, new int[] {1, 1}),
        Target.slice("0:2"),
        Target.slice("3,::2,:,-1"),
        Target.slicePerExample("0:2", "3"),
        Target.slicePerExample("0,:", "1,-2:"),
        Target.predicted(),
        Target.none());
  }

  @ParameterizedTest
  @MethodSource("targets")
  void targetsAreWrittenAlikeAndReadBack(Target target) {
    JsonNode json = JSON.valueToTree(target);
    assertThat(json.toString()).isEqualTo(TargetNode.of(target).toString());
    assertThat(TargetNodes.read(json)).isEqualTo(target);
  }

  private static void assertAlike(Reply reply, JsonNode result) {
    ObjectNode document = ReplyDocument.of(reply).json();
    document.remove("id");
    assertThat(result.findParents("values")).hasSameSizeAs(document.findParents("file"));
    for (JsonNode holder : document.findParents("file")) {
      ((ObjectNode) holder).remove("file");
    }
    for (JsonNode holder : result.findParents("values")) {
      ((ObjectNode) holder).remove("values");
    }
    assertThat(result).isEqualTo(JSON.valueToTree(document));
  }
}
