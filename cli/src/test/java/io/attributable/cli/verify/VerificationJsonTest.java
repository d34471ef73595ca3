package io.attributable.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.attributable.AttributionException;
import io.attributable.ElementType;
import io.attributable.ErrorCode;
import io.attributable.GradientXActivation;
import io.attributable.LeftOutLayer;
import io.attributable.Port;
import io.attributable.Target;
import io.attributable.TensorShape;
import io.attributable.UnusedTensor;
import io.attributable.cli.reply.InputNotes;
import io.attributable.tensorflow.verify.DirectionCheck;
import io.attributable.tensorflow.verify.ExampleVerification;
import io.attributable.tensorflow.verify.LayerVerification;
import io.attributable.tensorflow.verify.Reason;
import io.attributable.tensorflow.verify.TensorVerification;
import io.attributable.tensorflow.verify.Verdict;
import io.attributable.tensorflow.verify.Verification;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What plain Jackson makes of a verification is what the command line writes. */
class VerificationJsonTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final DirectionCheck CHECK =
      new DirectionCheck(DirectionCheck.Kind.ZEROS_KEPT, 1, 2, 0.5, 0.25, 0.125, 0.0625);

  private static final Verification VERIFICATION =
      new Verification(
          "y",
          Target.of(1),
          5,
          8,
          List.of(
              new LayerVerification(
                  "early",
                  Port.INPUT,
                  List.of(
                      new TensorVerification(
                          "a/b:0",
                          "float32",
                          List.of("gate/stop"),
                          List.of(
                              new ExampleVerification(
                                  OptionalInt.of(0),
                                  Verdict.AGREES_WHERE_SMOOTH,
                                  Optional.empty(),
                                  List.of(CHECK)),
                              new ExampleVerification(
                                  OptionalInt.empty(),
                                  Verdict.INCONCLUSIVE,
                                  Optional.of(Reason.NOT_FINITE),
                                  List.of())))),
                  List.of(
                      new UnusedTensor(
                          "a/h:0", ElementType.FLOAT32, TensorShape.of(-1, 8), "no")))),
          List.of(
              LeftOutLayer.of(
                  "ids", Port.INPUT, new AttributionException(ErrorCode.MODEL_CLOSED, "m"))));

  @Test
  void isThatOfTheCommandLine() throws Exception {
    ObjectNode document =
        (ObjectNode)
            JSON.readTree(
                VerificationJson.of(
                    new VerificationReport(
                        "models/a",
                        "serve",
                        new GradientXActivation(),
                        Optional.empty(),
                        Map.of("x", "[1]"),
                        new InputNotes(List.of()),
                        VERIFICATION)));
    assertThat(document.remove(List.of("model", "signature", "method", "madeInputs"))).isNotNull();
    assertThat(JSON.readTree(JSON.writeValueAsString(VERIFICATION))).isEqualTo(document);
  }

  @Test
  void hasAllThatWasFound() {
    JsonNode written = JSON.valueToTree(VERIFICATION);
    assertThat(written.at("/layers/0").toString())
        .isEqualTo(
            "{\"layer\":\"early\",\"port\":\"input\",\"verdict\":\"inconclusive\",\"tensors\":[{\"name\":\"a/b:0\",\"dtype\":\"float32\","
                + "\"verdict\":\"inconclusive\",\"ownGradients\":[\"gate/stop\"],\"examples\":[{\"example\":0,\"verdict\":\"agrees_where_smooth\","
                + "\"directions\":[{\"kind\":\"zeros_kept\",\"tape\":1.0,\"difference\":2.0,\"deviation\":0.5,\"bound\":0.25,\"noise\":0.125,\"step\":0.0625}]},"
                + "{\"example\":null,\"verdict\":\"inconclusive\",\"reason\":\"not_finite\",\"advice\":\""
                + Reason.NOT_FINITE.advice()
                + "\",\"directions\":[]}]}],\"unused\":[{\"name\":\"a/h:0\",\"dtype\":\"float32\",\"shape\":[null,8],\"reason\":\"no\"}]}");
    assertThat(written.at("/leftOut/0/code").textValue()).isEqualTo("ModelClosed");
    assertThat(written.at("/target").textValue()).isEqualTo("1");
    assertThat(written.at("/verdict").textValue()).isEqualTo("inconclusive");
  }
}
