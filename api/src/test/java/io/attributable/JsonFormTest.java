package io.attributable;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.StdArrays;

/** What Jackson makes of results as they are, without a module or a setting. */
class JsonFormTest {
  private static final AttributedTensor TENSOR =
      new AttributedTensor(
          "conv/Relu:0",
          ElementType.FLOAT32,
          StdArrays.ndCopyOf(new float[][] {{0.1f, -2}, {3, 0}}));
  private static final String TENSOR_JSON =
      "{\"name\":\"conv/Relu:0\",\"shape\":[2,2],\"dtype\":\"float32\",\"values\":[[0.1,-2.0],[3.0,0.0]]}";
  private static final Attribution CONV =
      new Attribution(
          "conv",
          Port.INPUT,
          new GradientXActivation(Mode.LOCAL),
          List.of(TENSOR),
          new Prediction("probs", TENSOR));
  private static final String LAYER_JSON =
      "{\"layer\":\"conv\",\"port\":\"input\",\"method\":{\"name\":\"gradient-x-activation\",\"mode\":\"local\"},\"mode\":\"local\",\"tensors\":["
          + TENSOR_JSON
          + "]";
  private static final String PREDICTION_JSON =
      "\"prediction\":{\"output\":\"probs\"," + TENSOR_JSON.substring(1);
  private static final AttributionException FAILURE =
      new AttributionException(ErrorCode.MODEL_CLOSED, "models/x");
  private static final String FAILURE_JSON =
      "{\"code\":\"ModelClosed\",\"message\":\"The model \\\"models/x\\\" was closed. Load it again.\"}";

  static List<Arguments> values() {
    return List.of(
        Arguments.of(TENSOR, TENSOR_JSON),
        Arguments.of(CONV, LAYER_JSON + "," + PREDICTION_JSON + "}"),
        Arguments.of(
            new Attributions(List.of(CONV)),
            "{\"layers\":[" + LAYER_JSON + "}]," + PREDICTION_JSON + "}"),
        Arguments.of(
            new AttributedTensor(
                "x:0",
                ElementType.FLOAT64,
                NdArrays.vectorOf(1e300),
                Optional.of(StdArrays.ndCopyOf(new long[][] {{7}}))),
            "{\"name\":\"x:0\",\"shape\":[1],\"dtype\":\"float64\",\"values\":[1.0E300],"
                + "\"positions\":{\"shape\":[1,1],\"dtype\":\"int64\",\"values\":[[7]]}}"),
        Arguments.of(
            new AttributedTensor("x:0", ElementType.FLOAT16, NdArrays.scalarOf(Float.NaN)),
            "{\"name\":\"x:0\",\"shape\":[],\"dtype\":\"float16\",\"values\":\"NaN\"}"),
        Arguments.of(FAILURE, FAILURE_JSON),
        Arguments.of(ErrorCode.UNKNOWN_LAYER, "\"UnknownLayer\""),
        Arguments.of(
            new ExampleResult(3, Optional.of("a"), Optional.empty(), Optional.of(FAILURE)),
            "{\"position\":3,\"id\":\"a\",\"error\":" + FAILURE_JSON + "}"),
        Arguments.of(
            Example.of(Map.of("x", NdArrays.vectorOf(1, 2), "a", NdArrays.scalarOfObject("w")))
                .target(Target.of(3)),
            "{\"inputs\":{\"a\":\"w\",\"x\":[1,2]},\"target\":3}"),
        Arguments.of(Target.of(3), "3"),
        Arguments.of(Target.of(3, 1), "{\"index\":[3,1]}"),
        Arguments.of(Target.perExample(0, 3), "[0,3]"),
        Arguments.of(
            Target.perExampleIndex(new int[] {0, 1}, new int[] {1, 1}),
            "{\"indices\":[[0,1],[1,1]]}"),
        Arguments.of(Target.predicted(), "\"predicted\""),
        Arguments.of(Target.none(), "\"none\""),
        Arguments.of(Map.of(Target.of(7), List.of(Target.predicted())), "{\"7\":[\"predicted\"]}"),
        Arguments.of(Reduction.none().sumOverChannels().absolute(), "\"sum=channels,abs\""));
  }

  @ParameterizedTest
  @MethodSource("values")
  void jacksonWritesIt(Object value, String json) throws JsonProcessingException {
    assertThat(new ObjectMapper().writeValueAsString(value)).isEqualTo(json);
  }

  /** A large array must not be there a second time, boxed, before its JSON is written. */
  @Test
  void numbersAreViewed() {
    var array = NdArrays.ofFloats(org.tensorflow.ndarray.Shape.of(2, 3));
    Object values = new AttributedTensor("x:0", ElementType.FLOAT32, array).toMap().get("values");
    array.setFloat(5, 1, 2);
    assertThat(values).isEqualTo(List.of(List.of(0f, 0f, 0f), List.of(0f, 0f, 5f)));
  }
}
