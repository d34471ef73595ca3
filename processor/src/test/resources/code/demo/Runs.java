package demo;

import io.attributable.Attribution;
import io.attributable.Mode;
import io.attributable.Port;
import io.attributable.Target;
import io.attributable.UnusedLayer;
import io.attributable.tensorflow.options.ModelOptions;
import io.attributable.tensorflow.options.WeightSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.ndarray.DoubleNdArray;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

/** Uses models in code as a developer would; called by the test that compiles it. */
public final class Runs {
  private static final FloatNdArray LEFT =
      StdArrays.ndCopyOf(new float[][] {{0.5f, -1f}, {2f, 0.3f}, {-0.7f, 1.2f}});
  private static final FloatNdArray RIGHT =
      StdArrays.ndCopyOf(new float[][] {{1f, 0.1f}, {-0.4f, 0.9f}, {0.6f, -1.5f}});

  private Runs() {}

  /** Every method of the explainer against the tensor it stands for, found by the node's name. */
  public static Map<String, List<List<Attribution>>> pairs() throws Exception {
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      TwinNetRecorded net = build(graph, true);
      session.initialize();
      Map<String, List<List<Attribution>>> pairs = new TreeMap<>();
      try (TwinNetExplainer explainer = TwinNetExplainer.of(net, session)) {
        TwinNetAttributions all =
            explainer
                .left(LEFT)
                .right(RIGHT)
                .target(Target.of(1))
                .unusedLayer(UnusedLayer.ZEROS)
                .attribute();
        pairs.put("dense", List.of(all.dense(), named(explainer, "Tanh:0", "Tanh_1:0", "Tanh_2:0")));
        pairs.put("step", List.of(all.step(), named(explainer, "Tanh:0", "Tanh_1:0")));
        pairs.put("gate", List.of(all.gate(), named(explainer, "Add:0")));
        pairs.put("blocks", List.of(all.blocks(), named(explainer, "Add_1:0", "Add_2:0")));
        pairs.put(
            "second", List.of(List.of(one(explainer.step(2))), named(explainer, "Tanh_1:0")));
        pairs.put(
            "nested",
            List.of(
                List.of(one(explainer.layer("blocks#2", Port.OUTPUT))),
                named(explainer, "Add_2:0")));
        if (all.gateSplit().get(0).tensors().size() != 2 || all.blocksSplit().size() != 2) {
          throw new AssertionError("a layer of two operands has two tensors");
        }
      }
      return pairs;
    }
  }

  private static TwinNetRecorded build(Graph graph, boolean deep) throws Exception {
    Ops tf = Ops.create(graph);
    TwinNetRecorded net = new TwinNetRecorded(tf, 2);
    net.answers(tf, input(tf), input(tf), deep);
    return net;
  }

  private static Placeholder<TFloat32> input(Ops tf) {
    return tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, 2)));
  }

  private static Attribution one(TwinNetExplainer.NeedsLeft<Attribution> start) {
    return start.left(LEFT).right(RIGHT).target(Target.of(1)).attribute();
  }

  private static List<Attribution> named(TwinNetExplainer explainer, String... tensors) {
    return java.util.Arrays.stream(tensors)
        .map(tensor -> one(explainer.layer("tensor:" + tensor, Port.OUTPUT)))
        .toList();
  }

  /** The addresses of all calls. */
  public static List<String> layers() throws Exception {
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      TwinNetRecorded net = build(graph, true);
      try (TwinNetExplainer explainer = TwinNetExplainer.of(net, session)) {
        return explainer.layers();
      }
    }
  }

  /** What the other output says of a layer that only it depends on. */
  public static Attribution otherOutput() throws Exception {
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      TwinNetRecorded net = build(graph, false);
      session.initialize();
      try (TwinNetExplainer explainer = TwinNetExplainer.of(net, session)) {
        return explainer.tail().left(LEFT).right(RIGHT).output("level").mode(Mode.LOCAL).attribute();
      }
    }
  }

  /** A model that builds itself in its constructor, in 64 bits, its weights frozen. */
  public static Attribution built() {
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Ops tf = Ops.create(graph);
      Placeholder<TFloat64> x = tf.placeholder(TFloat64.class, Placeholder.shape(Shape.of(-1, 3)));
      Built_NetRecorded net = new Built_NetRecorded(tf, x, tf.constant(new int[] {2, 0}));
      DoubleNdArray values = StdArrays.ndCopyOf(new double[][] {{1, 2, 3}, {4, 5, 6}});
      try (Built_NetExplainer explainer =
          Built_NetExplainer.of(
              net,
              net.made.get("cubes"),
              session,
              ModelOptions.defaults().weights(WeightSource.FROZEN))) {
        return explainer
            .layer("model", Port.INPUT)
            .x(values)
            .picks(NdArrays.vectorOf(2, 0))
            .target(Target.of(0))
            .mode(Mode.LOCAL)
            .attribute();
      }
    }
  }
}
