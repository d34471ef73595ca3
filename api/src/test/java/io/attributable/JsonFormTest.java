package io.attributable;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.attributable.model.FunctionDescription;
import io.attributable.model.LayerDescription;
import io.attributable.model.SignatureDescription;
import io.attributable.model.TensorDescription;
import io.attributable.preflight.LayerPreflight;
import io.attributable.preflight.NonDifferentiableOp;
import io.attributable.preflight.PreflightNote;
import io.attributable.preflight.PreflightReport;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
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

  private static final TensorDescription IMAGE =
      new TensorDescription("image", "uint8", TensorShape.of(Shape.unknown()), Optional.of("[0]"));
  private static final String IMAGE_JSON =
      "{\"name\":\"image\",\"dtype\":\"uint8\",\"shape\":null,\"default\":\"[0]\"}";
  private static final TensorDescription TENSOR_OF_LAYER =
      new TensorDescription("m/conv_1/Relu:0", "float32", TensorShape.of(-1, 8));
  private static final String TENSOR_OF_LAYER_JSON =
      "{\"name\":\"m/conv_1/Relu:0\",\"dtype\":\"float32\",\"shape\":[null,8]}";
  private static final LayerPreflight PREFLIGHT =
      new LayerPreflight(
          "conv",
          Port.OUTPUT,
          "y",
          true,
          false,
          Optional.of(new NonDifferentiableOp("ArgMax", "m/best/ArgMax", Optional.empty())),
          Optional.of(FAILURE),
          List.of("Explain another."),
          List.of(new PreflightNote(PreflightNote.Kind.LOST_GRADIENTS, List.of(), List.of("m/f"))),
          List.of(new UnusedTensor("h:0", ElementType.FLOAT32, TensorShape.of(), "no")));
  private static final String PREFLIGHT_JSON =
      "{\"layer\":\"conv\",\"port\":\"output\",\"output\":\"y\",\"explainable\":false,\"reachable\":true,"
          + "\"differentiable\":false,\"blockedBy\":{\"op\":\"ArgMax\",\"node\":\"m/best/ArgMax\",\"layer\":null},"
          + "\"problem\":{\"code\":\"ModelClosed\",\"message\":\"[ModelClosed] The model \\\"models/x\\\" was closed. Load it"
          + " again.\"},\"remedies\":[\"Explain another.\"],\"notes\":[{\"kind\":\"lost_gradients\",\"text\":\""
          + PREFLIGHT.notes().get(0).text()
          + "\",\"nodes\":[\"m/f\"]}],\"unused\":[{\"name\":\"h:0\",\"dtype\":\"float32\",\"shape\":[],\"reason\":\"no\"}]}";

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
        Arguments.of(TensorShape.of(-1, 8), "[null,8]"),
        Arguments.of(TensorShape.of(Shape.unknown()), "null"),
        Arguments.of(
            new SignatureDescription("serve", List.of(IMAGE), List.of(TENSOR_OF_LAYER)),
            "{\"name\":\"serve\",\"inputs\":["
                + IMAGE_JSON
                + "],\"outputs\":["
                + TENSOR_OF_LAYER_JSON
                + "]}"),
        Arguments.of(
            new FunctionDescription(
                "call:f", "x", List.of(IMAGE), List.of(), Optional.of("it is none")),
            "{\"name\":\"call:f\",\"arguments\":\"x\",\"inputs\":["
                + IMAGE_JSON
                + "],\"outputs\":[],\"unserved\":\"it is none\"}"),
        Arguments.of(
            new LayerDescription("conv", "m/conv_1", List.of(), List.of(TENSOR_OF_LAYER)),
            "{\"layer\":\"conv\",\"scope\":\"m/conv_1\",\"input\":[],\"output\":["
                + TENSOR_OF_LAYER_JSON
                + "]}"),
        Arguments.of(
            new PreflightReport("models/x", "serve", List.of(PREFLIGHT), false),
            "{\"model\":\"models/x\",\"signature\":\"serve\",\"clear\":false,\"layers\":["
                + PREFLIGHT_JSON
                + "]}"),
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
    var array = NdArrays.ofFloats(Shape.of(2, 3));
    Object values = new AttributedTensor("x:0", ElementType.FLOAT32, array).toMap().get("values");
    array.setFloat(5, 1, 2);
    assertThat(values).isEqualTo(List.of(List.of(0f, 0f, 0f), List.of(0f, 0f, 5f)));
  }
}
