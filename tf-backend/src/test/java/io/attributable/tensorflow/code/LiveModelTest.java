package io.attributable.tensorflow.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.protobuf.ByteString;
import io.attributable.Attribution;
import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.Mode;
import io.attributable.Port;
import io.attributable.Target;
import io.attributable.UnusedLayer;
import io.attributable.tensorflow.LayerAttribution;
import io.attributable.tensorflow.LiveModel;
import io.attributable.tensorflow.options.ModelOptions;
import io.attributable.tensorflow.options.WeightSource;
import io.attributable.tensorflow.recording.CallRecorder;
import io.attributable.tensorflow.recording.Modules;
import io.attributable.tensorflow.recording.RecordedCall;
import io.attributable.tensorflow.recording.RecordedModel;
import io.attributable.tensorflow.verify.Verdict;
import io.attributable.testing.Closeness;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Graph;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.types.TFloat32;

/** Models in code, explained in the middle of their training. */
class LiveModelTest {
  private static final ModelOptions LIVE = ModelOptions.defaults();
  private static final FloatNdArray LEFT =
      StdArrays.ndCopyOf(new float[][] {{0.5f, -1f}, {2f, 0.3f}, {-0.7f, 1.2f}});
  private static final FloatNdArray RIGHT =
      StdArrays.ndCopyOf(new float[][] {{1f, 0.1f}, {-0.4f, 0.9f}, {0.6f, -1.5f}});

  private final Graph graph = new Graph();
  private final Session session = new Session(graph);
  private final Ops tf = Ops.create(graph);
  private final Placeholder<TFloat32> left = input();
  private final Placeholder<TFloat32> right = input();
  private final TwinRecorded twin = new TwinRecorded(tf, new GateRecorded(tf));
  private Twin.Answers answers;

  private Placeholder<TFloat32> input() {
    return tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, 2)));
  }

  @BeforeEach
  void build() {
    answers = twin.answers(tf, left, right);
    session.initialize();
  }

  @AfterEach
  void close() {
    session.close();
    graph.close();
  }

  @Test
  void everyCallHasAnAddress() {
    try (LiveModel model = LiveModel.of(twin, session, LIVE)) {
      assertThat(model.layers())
          .containsExactly("step#1", "step#2", "step#3", "gate/split", "gate", "tail", "answers");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "step#1, OUTPUT, scores, Tanh:0",
    "step#1, INPUT, scores, MatMul:0",
    "step#2, OUTPUT, scores, Tanh_1:0",
    "step#3, OUTPUT, level, Tanh_2:0",
    "step#3, INPUT, level, Tanh_1:0",
    "gate, OUTPUT, scores, Add:0",
    "gate, OUTPUT, level, Add:0",
    "tail, OUTPUT, level, Sigmoid_1:0"
  })
  void hooksAreTheTapeByNodeNameAndTensorFlowsOwnGradients(
      String layer, Port port, String output, String tensor) {
    try (LiveModel model = LiveModel.of(twin, session, LIVE)) {
      Target target = output.equals("scores") ? Target.of(1) : Target.none();
      for (Mode mode : Mode.values()) {
        Attribution hook = only(request(model).layer(layer, port), output, target, mode);
        Attribution named =
            only(request(model).layer("tensor:" + tensor, Port.OUTPUT), output, target, mode);
        assertThat(hook.tensor().name()).isEqualTo(tensor);
        assertThat(hook.floats()).isEqualTo(named.floats());
        if (mode == Mode.LOCAL) {
          assertThat(numbers(hook.floats()))
              .usingElementComparator((a, b) -> Math.abs(a - b) < 1e-6 ? 0 : 1)
              .containsExactlyElementsOf(registry(output, tensor));
        }
      }
    }
  }

  @Test
  void scoresInFrontOfASigmoidAreNamedByItsLayer() {
    try (LiveModel model = LiveModel.of(twin, session, LIVE)) {
      LayerAttribution step = request(model).layers("step#3");
      assertThat(only(step, "logits-of:tail", Target.of(1), Mode.LOCAL).floats())
          .isEqualTo(only(step, "gate", Target.of(1), Mode.LOCAL).floats());
      assertFails(
          ErrorCode.NO_ACTIVATION, () -> only(step, "logits-of:gate", Target.of(1), Mode.LOCAL));
    }
  }

  @Test
  void preflightsCallLayersByTheirNames() {
    try (LiveModel model = LiveModel.of(twin, session, LIVE)) {
      assertThat(request(model).layers("gate/split", "tail").output("scores").preflight().layers())
          .extracting(layer -> layer.layer() + " " + layer.explainable())
          .containsExactly("gate/split true", "tail false");
    }
  }

  @Test
  void severalOperandsInAndOut() {
    try (LiveModel model = LiveModel.of(twin, session, LIVE)) {
      Attribution out = only(request(model).layers("gate/split"), "scores");
      Attribution in = only(request(model).layer("gate", Port.INPUT), "scores");
      assertThat(out.tensors())
          .extracting(tensor -> tensor.name())
          .containsExactly("Sigmoid:0", "Tanh_3:0");
      assertThat(in.tensors())
          .extracting(tensor -> tensor.name())
          .containsExactly("Tanh_2:0", "Placeholder_1:0");
      assertThat(numbers(out.tensors().get(1).floats()))
          .usingElementComparator((a, b) -> Math.abs(a - b) < 1e-6 ? 0 : 1)
          .containsExactlyElementsOf(registryGlobal("Tanh_3:0"));
    }
  }

  @Test
  void gradientsAreCentralDifferences() {
    try (LiveModel model = LiveModel.of(twin, session, LIVE)) {
      var verification =
          model
              .allCalls(
                  request(model).layer("gate", Port.INPUT),
                  List.of(new LiveModel.Layer("step", Port.OUTPUT)))
              .output("scores")
              .target(Target.of(2))
              .verify();
      assertThat(verification.layers()).hasSize(4);
      assertThat(verification.verdict()).isEqualTo(Verdict.AGREES);
    }
  }

  @Test
  void explanationsFollowTheVariablesUnlessTheyWereFrozen() {
    try (LiveModel live = LiveModel.of(twin, session, LIVE);
        LiveModel frozen = LiveModel.of(twin, session, LIVE.weights(WeightSource.FROZEN))) {
      FloatNdArray before = local(live, "step#1");
      // Constant weights are laid out for the way back, which rounds otherwise.
      FloatNdArray still = local(frozen, "step#1");
      Closeness.assertClose("frozen", still, before, 1e-6);
      session.run(tf.assign(twin.again, tf.math.mul(twin.again, tf.constant(0.5f))));
      FloatNdArray after = local(live, "step#1");
      assertThat(after).isNotEqualTo(before);
      assertThat(numbers(after))
          .usingElementComparator((a, b) -> Math.abs(a - b) < 1e-6 ? 0 : 1)
          .containsExactlyElementsOf(registry("scores", "Tanh:0"));
      assertThat(local(frozen, "step#1")).isEqualTo(still);
    }
  }

  @Test
  void nothingIsLeftInTheGraph() {
    GraphDef before = graph.toGraphDef();
    try (LiveModel model = LiveModel.of(twin, session, LIVE)) {
      local(model, "step#1");
      model
          .request()
          .layers("tail")
          .output("level")
          .input("left", LEFT)
          .input("right", RIGHT)
          .verify(1, 0);
    }
    assertThat(graph.toGraphDef()).isEqualTo(before);
  }

  @Test
  void frozenWeightsOutliveTheSession() {
    try (Graph other = new Graph()) {
      Ops ops = Ops.create(other);
      TwinRecorded model = new TwinRecorded(ops, new GateRecorded(ops));
      LiveModel frozen;
      LiveModel live;
      try (Session training = new Session(other)) {
        model.answers(
            ops,
            ops.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, 2))),
            ops.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, 2))));
        training.initialize();
        live = LiveModel.of(model, training, LIVE);
        frozen = LiveModel.of(model, training, LIVE.weights(WeightSource.FROZEN));
      }
      try (live;
          frozen) {
        assertThat(local(frozen, "step#1").shape()).isEqualTo(Shape.of(3, 3));
        assertFails(ErrorCode.MODEL_CLOSED, () -> local(live, "step#1"));
      }
    }
  }

  @Test
  void inputsThatAreNoPlaceholdersAreFedAllTheSame() {
    var scaled = tf.math.mul(left, tf.constant(2f));
    TwinRecorded other = new TwinRecorded(tf, new GateRecorded(tf));
    other.answers(tf, scaled, right);
    session.initialize();
    try (LiveModel model = LiveModel.of(twin, session, LIVE);
        LiveModel behind = LiveModel.of(other, session, LIVE)) {
      assertThat(local(behind, "step#1")).isEqualTo(local(model, "step#1"));
      Attribution in =
          behind
              .request()
              .input("left", LEFT)
              .input("right", RIGHT)
              .layer("gate", Port.INPUT)
              .output("scores")
              .target(Target.of(0))
              .attribute()
              .layers()
              .get(0);
      assertThat(in.tensors()).hasSize(2);
    }
  }

  @Test
  void oneOfSeveralCallsIsNamedByWhatItReturned() {
    Twin.Answers again = twin.answers(tf, input(), input());
    assertFails(ErrorCode.SEVERAL_FORWARDS, () -> LiveModel.of(twin, session, LIVE));
    assertFails(ErrorCode.FOREIGN_OPERAND, () -> LiveModel.of(twin, left, session, LIVE));
    try (LiveModel first = LiveModel.of(twin, answers.level(), session, LIVE);
        LiveModel second = LiveModel.of(twin, again.scores(), session, LIVE)) {
      assertThat(first.layers()).hasSize(7).isEqualTo(second.layers());
      assertThat(local(first, "step#3")).isEqualTo(local(second, "step#3"));
    }
  }

  @Test
  void whatCannotBeExplainedIsSaid() {
    TwinRecorded unused = new TwinRecorded(tf, new GateRecorded(tf));
    assertFails(ErrorCode.FORWARD_NOT_CALLED, () -> LiveModel.of(unused, session, LIVE));
    unused.answers(tf, left, left);
    assertFails(ErrorCode.SHARED_INPUT, () -> LiveModel.of(unused, session, LIVE));
    TwinRecorded unseen = new TwinRecorded(tf, new Gate(tf) {});
    unseen.answers(tf, left, right);
    assertFails(ErrorCode.MODULE_NOT_RECORDED, () -> LiveModel.of(unseen, session, LIVE));
    try (LiveModel model = LiveModel.of(twin, session, LIVE)) {
      assertFails(ErrorCode.SEVERAL_CALLS, () -> local(model, "step"));
      assertFails(ErrorCode.UNKNOWN_LAYER, () -> local(model, "step#4"));
      assertFails(ErrorCode.UNKNOWN_LAYER, () -> local(model, "stap"));
      assertFails(ErrorCode.OUTPUT_REQUIRED, () -> request(model).layers("gate").attribute());
      assertFails(ErrorCode.UNUSED_LAYER, () -> local(model, "tail"));
      assertThat(
              numbers(
                  only(request(model).layers("tail").unusedLayer(UnusedLayer.ZEROS), "scores")
                      .floats()))
          .containsOnly(0.0);
      assertThat(
              request(model).layers("tail").output("scores").preflight().layers().get(0).problem())
          .isPresent();
    }
  }

  @Test
  void statesThatAreNotSharedAreRefused() {
    CallRecorder recorder = new CallRecorder("demo.Counting", "count");
    try (RecordedCall call = recorder.forward().input("x", left)) {
      call.output(
          "count",
          tf.assignAdd(
              twin.again,
              tf.math.mul(twin.again, tf.reduceSum(left, tf.constant(new int[] {0, 1})))));
    }
    assertFails(ErrorCode.UNSHARED_STATE, () -> LiveModel.of(model(recorder), session, LIVE));
  }

  @Test
  void resourcesAreReadWhereTheUsersGraphReadsThem() {
    var handle = tf.varHandleOp(TFloat32.class, Shape.of(2));
    var weights = tf.readVariableOp(handle, TFloat32.class);
    CallRecorder recorder = new CallRecorder("demo.Resource", "weighted");
    try (RecordedCall call = recorder.forward().input("x", left)) {
      call.output("weighted", tf.math.mul(tf.math.square(left), weights));
    }
    try (LiveModel model = LiveModel.of(model(recorder), session, LIVE)) {
      LayerAttribution request =
          model.request().layer("weighted", Port.INPUT).input("x", LEFT).target(Target.of(0));
      assertFails(ErrorCode.RUN_FAILED, request::attribute);
      for (float weight : new float[] {3, -2}) {
        session.run(tf.assignVariableOp(handle, tf.constant(new float[] {weight, 1})));
        FloatNdArray why = request.mode(Mode.LOCAL).attribute().layers().get(0).floats();
        assertThat(why.getFloat(1, 0)).isEqualTo(2 * 2 * weight);
        assertThat(why.getFloat(1, 1)).isZero();
      }
    }
  }

  /** TensorFlow fills a constant whose numbers are left out with zeros, whatever else it holds. */
  @Test
  void constantsThatBearTheNamesOfVariablesAreConstants() {
    var handle = tf.withName("w").varHandleOp(TFloat32.class, Shape.of(2));
    var weights = tf.readVariableOp(handle, TFloat32.class);
    TensorProto.Builder named =
        TensorProto.newBuilder()
            .setDtype(DataType.DT_FLOAT)
            .addStringVal(ByteString.copyFromUtf8("w"));
    named.getTensorShapeBuilder().addDimBuilder().setSize(2);
    NodeDef.Builder constant = NodeDef.newBuilder().setName("named").setOp("Const");
    constant.putAttr("dtype", AttrValue.newBuilder().setType(DataType.DT_FLOAT).build());
    constant.putAttr("value", AttrValue.newBuilder().setTensor(named).build());
    graph.importGraphDef(GraphDef.newBuilder().addNode(constant).build());
    Output<TFloat32> zeros = graph.operationOrThrow("named").output(0);
    CallRecorder recorder = new CallRecorder("demo.Named", "weighted");
    try (RecordedCall call = recorder.forward().input("x", left)) {
      call.output("weighted", tf.math.mul(tf.math.square(left), tf.math.add(weights, zeros)));
    }
    session.run(tf.assignVariableOp(handle, tf.constant(new float[] {3, 1})));
    for (WeightSource source : WeightSource.values()) {
      try (LiveModel model = LiveModel.of(model(recorder), session, LIVE.weights(source))) {
        FloatNdArray why =
            only(
                    model.request().layer("weighted", Port.INPUT).input("x", LEFT),
                    "weighted",
                    Target.of(0),
                    Mode.LOCAL)
                .floats();
        assertThat(why.getFloat(1, 0)).isEqualTo(2 * 2 * 3);
      }
    }
  }

  @Test
  void otherPlaceholdersAreInputsByTheirNames() {
    Placeholder<TFloat32> rate =
        tf.withName("rate").placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
    CallRecorder recorder = new CallRecorder("demo.Rated", "rated");
    try (RecordedCall call = recorder.forward().input("x", left)) {
      call.output("rated", tf.math.mul(tf.math.tanh(left), rate));
    }
    try (LiveModel model = LiveModel.of(model(recorder), session, LIVE)) {
      LayerAttribution request =
          model.request().layers("rated").input("x", LEFT).target(Target.of(0));
      assertFails(ErrorCode.INPUT_MISSING, request::attribute);
      Attribution why = request.input("rate", NdArrays.scalarOf(3f)).attribute().layers().get(0);
      assertThat(why.floats().getFloat(0, 0))
          .isCloseTo((float) (3 * Math.tanh(0.5)), within(1e-6f));
    }
  }

  @Test
  void whatRunsEagerlyIsNotRecorded() {
    try (var eager = org.tensorflow.EagerSession.create()) {
      Ops now = Ops.create(eager);
      CallRecorder recorder = new CallRecorder("demo.Eager", "call");
      try (RecordedCall call = recorder.forward()) {
        call.output("call", now.constant(1f));
      }
      assertThat(recorder.forwards()).isEmpty();
    }
  }

  @Test
  void callsThatFailAreForgotten() {
    CallRecorder recorder = twin.callRecorder();
    int before = recorder.forwards().size();
    assertThatThrownBy(
            () -> twin.answers(tf, tf.dtypes.cast(tf.constant(true), TFloat32.class), right))
        .isInstanceOf(RuntimeException.class);
    assertThat(recorder.forwards()).hasSize(before);
    twin.answers(tf, input(), input());
    assertThat(recorder.forwards().get(before).layers()).hasSize(7);
  }

  private static RecordedModel model(CallRecorder recorder) {
    return new RecordedModel() {
      @Override
      public CallRecorder callRecorder() {
        return recorder;
      }

      @Override
      public Modules callModules() {
        return Modules.none();
      }
    };
  }

  private static LayerAttribution request(LiveModel model) {
    return model.request().input("left", LEFT).input("right", RIGHT);
  }

  private static Attribution only(
      LayerAttribution request, String output, Target target, Mode mode) {
    return request.output(output).target(target).mode(mode).attribute().layers().get(0);
  }

  private static Attribution only(LayerAttribution request, String output) {
    return only(request, output, Target.of(1), Mode.GLOBAL);
  }

  private static FloatNdArray local(LiveModel model, String layer) {
    return only(request(model).layers(layer), "scores", Target.of(1), Mode.LOCAL).floats();
  }

  private static void assertFails(
      ErrorCode code, org.assertj.core.api.ThrowableAssert.ThrowingCallable action) {
    assertThatThrownBy(action)
        .isInstanceOfSatisfying(
            AttributionException.class, failure -> assertThat(failure.code()).isEqualTo(code));
  }

  private static List<Double> numbers(FloatNdArray array) {
    List<Double> numbers = new ArrayList<>();
    array.scalars().forEach(scalar -> numbers.add((double) scalar.getFloat()));
    return numbers;
  }

  /** TensorFlow's C++ gradients, in the user's own graph and session. */
  private List<Double> registry(String output, String tensor) {
    Output<?> explained =
        output.equals("scores")
            ? tf.gather(answers.scores(), tf.constant(1), tf.constant(1)).asOutput()
            : answers.level().asOutput();
    String[] parts = tensor.split(":", -1);
    Output<?> layer = graph.operationOrThrow(parts[0]).output(Integer.parseInt(parts[1]));
    return fetch(graph.addGradients(explained, new Output<?>[] {layer})[0]);
  }

  private List<Double> registryGlobal(String tensor) {
    List<Double> gradient = registry("scores", tensor);
    List<Double> activation = fetch(graph.outputOrThrow(tensor));
    List<Double> product = new ArrayList<>();
    for (int i = 0; i < gradient.size(); i++) {
      product.add(gradient.get(i) * activation.get(i));
    }
    return product;
  }

  private List<Double> fetch(Output<?> wanted) {
    try (Tensor l = TFloat32.tensorOf(LEFT);
        Tensor r = TFloat32.tensorOf(RIGHT);
        Result result = session.runner().feed(left, l).feed(right, r).fetch(wanted).run()) {
      return numbers((TFloat32) result.get(0));
    }
  }
}
