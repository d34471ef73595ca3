package io.attributable.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.attributable.AttributedTensor;
import io.attributable.Attribution;
import io.attributable.AttributionMethod;
import io.attributable.Attributions;
import io.attributable.Methods;
import io.attributable.Optimisation;
import io.attributable.Smoothing;
import io.attributable.Target;
import io.attributable.graph.flat.Attributes;
import io.attributable.tensorflow.internal.model.LoadedModel;
import io.attributable.tensorflow.internal.plan.PlanLease;
import io.attributable.tensorflow.internal.request.PreparedRequest;
import io.attributable.tensorflow.internal.request.TargetList;
import io.attributable.tensorflow.internal.run.EvaluationSchedule;
import io.attributable.tensorflow.internal.run.RequestRunner;
import io.attributable.tensorflow.options.ModelOptions;
import io.attributable.testing.Closeness;
import io.attributable.testing.Fixtures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.index.Indices;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;

/**
 * Batches and points that are evaluated in parts at the same time give what they give together.
 * Parts are for processes whose sessions have threads of their own, so one is started.
 */
@Tag("slow")
class ParallelPartsTest {
  private static final String POOLS = "TF_OVERRIDE_GLOBAL_THREADPOOL";
  private static final int CORES = Runtime.getRuntime().availableProcessors();

  @Test
  void partsGiveWhatTheWholeGives() throws IOException, InterruptedException {
    assumeTrue(CORES > 1, "nothing to share among one core");
    String said = run();
    assertThat(said).contains("points in parts", "batches in parts", "shards", "done");
  }

  private static String run() throws IOException, InterruptedException {
    return OwnJvm.run(Application.class, environment -> environment.put(POOLS, "1"));
  }

  /** Explains in parts and without. */
  static final class Application {
    /** Kernels may round otherwise for other numbers of rows. */
    private static final double ROUNDING = 2e-5;

    private static final int MANY = 400;

    /** Of a sequence; its tokens have as many numbers. */
    private static final int LENGTH = 128;

    /** The last block's result. */
    private static final String LAST = "result_2";

    /** How many requests had some of their work done by other threads. */
    private static int withThreads;

    private Application() {}

    public static void main(String[] arguments) {
      comparePoints();
      // Three paths (conductance hands on more than sums), and the two kinds of noise whose samples
      // add up.
      assertThat(withThreads).isEqualTo(5);
      say("points in parts");
      compareBatches();
      say("batches in parts");
      compareShards();
      say("shards");
      say("done");
    }

    /** One example has many points. */
    private static void comparePoints() {
      List<Map<String, Object>> paths =
          List.of(
              Map.of("name", "integrated-gradients", "steps", MANY),
              Map.of(
                  "name",
                  "integrated-gradients",
                  "steps",
                  MANY,
                  "quadrature",
                  "trapezoid",
                  "tolerance",
                  1e-7),
              Map.of("name", "internal-influence", "steps", MANY),
              Map.of("name", "conductance", "steps", MANY));
      for (Map<String, Object> path : paths) {
        compare("digits", one().andThen(request -> request.method(method(path))));
      }
      for (String kind : List.of("smoothgrad", "smoothgrad-squared", "vargrad")) {
        Map<String, Object> noise = Map.of("kind", kind, "samples", MANY, "stdev", 0.2, "seed", 3);
        compare("digits", one().andThen(request -> request.smooth(Smoothing.of(noise))));
      }
    }

    private static Consumer<LayerAttribution> one() {
      return request ->
          request.layers("conv1").input("image", Digits.images(1, 3)).target(Target.of(7));
    }

    private static void compareBatches() {
      int[] classes = IntStream.range(0, MANY + 1).map(i -> i % 10).toArray();
      double[] weights = IntStream.range(0, MANY + 1).mapToDouble(i -> 1 + i % 3).toArray();
      List<Map<String, Object>> methods =
          List.of(
              Map.of("name", "gradient-x-activation"),
              Map.of("name", "grad-cam", "relu", true),
              Map.of("name", "deeplift"),
              Map.of("name", "lrp", "rule", "epsilon"),
              Map.of("name", "conductance", "steps", 6));
      for (Map<String, Object> method : methods) {
        Consumer<LayerAttribution> request =
            made ->
                made.layers("conv1", "conv2")
                    .input("image", Digits.images(MANY + 1, 3))
                    .target(Target.perExample(classes))
                    .gradientWeights(weights)
                    .method(method(method));
        assertThat(parts("digits", request)).isEqualTo(CORES);
        compare("digits", request);
      }
      for (String network : List.of("k3_cnn", "k3_transformer")) {
        Consumer<LayerAttribution> request = of(network);
        assertThat(parts(network, request)).as(network).isEqualTo(CORES);
        compare(network, request);
      }
    }

    /** One example of networks with attention, large enough to be shared among cores. */
    private static void compareShards() {
      Consumer<LayerAttribution> request =
          made ->
              made.layers("queries_0", "result_1")
                  .input("x", sequence(LENGTH))
                  .target(Target.of(3))
                  .withPrediction();
      compareShards(model -> model.axis("axis", 1).add("scores", "Mean", LAST, "axis"), request);
      compareShards(Application::endWithCheck, request);
      compareLengths();
      double[] weights = IntStream.range(0, LENGTH).mapToDouble(i -> i % 7 - 2).toArray();
      compareShards(
          model -> model.integers("sizes", -1, LENGTH).add("scores", "Reshape", LAST, "sizes"),
          request.andThen(made -> made.gradientWeights(weights)));
    }

    /** A model of sequences of any length is sharded for the first one, and right for others. */
    private static void compareLengths() {
      Path folder =
          attention(
              Shape.of(-1, -1, LENGTH),
              model -> model.axis("axis", 1).add("scores", "Mean", LAST, "axis"));
      EnumSet<Optimisation> whole =
          EnumSet.complementOf(EnumSet.of(Optimisation.SHARDED_SEQUENCES));
      try (AttributableModel model = AttributableModel.load(folder);
          AttributableModel other =
              AttributableModel.load(folder, ModelOptions.defaults().optimisations(whole))) {
        for (int length : new int[] {LENGTH, LENGTH + 5, LENGTH}) {
          Consumer<LayerAttribution> request =
              made -> made.layers("queries_0").input("x", sequence(length)).target(Target.of(3));
          compare(explain(model, request), explain(other, request));
          assertThat(hasShards(model)).isTrue();
        }
      }
    }

    private static Attribution explain(AttributableModel model, Consumer<LayerAttribution> asked) {
      LayerAttribution request = LayerAttribution.on(model);
      asked.accept(request);
      return request.attribute().layers().get(0);
    }

    /** A node without results, which another waits for. */
    private static void endWithCheck(NodeModel model) {
      AttrValue floats =
          AttrValue.newBuilder()
              .setList(AttrValue.ListValue.newBuilder().addType(DataType.DT_FLOAT))
              .build();
      model
          .integers("all", 0, 1, 2)
          .add("largest", "Max", LAST, "all")
          .add("same", "Equal", "largest", "largest")
          .add("check", "Assert", Map.of("T", floats), "same", "largest")
          .add("checked", "Identity", LAST, "^check")
          .axis("axis", 1)
          .add("scores", "Mean", "checked", "axis");
    }

    private static void compareShards(Consumer<NodeModel> end, Consumer<LayerAttribution> request) {
      Path folder = attention(Shape.of(-1, LENGTH, LENGTH), end);
      EnumSet<Optimisation> whole =
          EnumSet.complementOf(EnumSet.of(Optimisation.SHARDED_SEQUENCES));
      Attributions expected = explain(folder, whole, request, false);
      Attributions actual = explain(folder, EnumSet.allOf(Optimisation.class), request, true);
      for (int i = 0; i < expected.layers().size(); i++) {
        compare(actual.layers().get(i), expected.layers().get(i));
      }
    }

    private static Path attention(Shape rows, Consumer<NodeModel> end) {
      NodeModel model = new NodeModel(rows, DataType.DT_FLOAT).giving(DataType.DT_FLOAT);
      String before = "x";
      for (int block = 0; block < 3; block++) {
        String name = "_" + block;
        model
            .matrix("weights" + name, LENGTH, block)
            .add("queries" + name, "BatchMatMulV2", before, "weights" + name)
            .add(
                "similar" + name,
                "BatchMatMulV2",
                Map.of("adj_y", Attributes.of(true)),
                "queries" + name,
                before)
            .add("attention" + name, "Softmax", "similar" + name)
            .add("mixed" + name, "BatchMatMulV2", "attention" + name, before)
            .add("result" + name, "Tanh", "mixed" + name);
        before = "result" + name;
      }
      end.accept(model);
      try {
        return model.write(Files.createTempDirectory("attention"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static NdArray<?> sequence(int length) {
      Random random = new Random(1);
      FloatNdArray values = NdArrays.ofFloats(Shape.of(1, length, LENGTH));
      values.scalars().forEach(value -> value.setFloat((float) random.nextGaussian()));
      return values;
    }

    private static Attributions explain(
        Path folder,
        EnumSet<Optimisation> wanted,
        Consumer<LayerAttribution> asked,
        boolean shards) {
      ModelOptions options = ModelOptions.defaults().optimisations(wanted);
      try (AttributableModel model = AttributableModel.load(folder, options)) {
        LayerAttribution request = LayerAttribution.on(model);
        asked.accept(request);
        Attributions why = request.attribute();
        assertThat(hasShards(model)).isEqualTo(shards);
        return why;
      }
    }

    private static boolean hasShards(AttributableModel model) {
      return model.loaded().sessions().all().stream()
          .flatMap(session -> names(session.graph()))
          .anyMatch(name -> name.endsWith("/shard_1"));
    }

    private static Stream<String> names(Graph graph) {
      Stream.Builder<String> names = Stream.builder();
      graph.operations().forEachRemaining(operation -> names.add(operation.name()));
      return names.build();
    }

    /** As many examples as the golden inputs make when they are put one behind another. */
    private static Consumer<LayerAttribution> of(String network) {
      return request -> {
        var golden = Fixtures.cases(network).get(0);
        request.layers(golden.layers().get(0)).target(Target.predicted());
        golden
            .inputFiles()
            .keySet()
            .forEach(name -> request.input(name, repeated(golden.input(name), 20 * MANY)));
      };
    }

    private static NdArray<?> repeated(NdArray<?> rows, int count) {
      long size = rows.shape().get(0);
      return rows.slice(Indices.seq(IntStream.range(0, count).mapToLong(i -> i % size).toArray()));
    }

    private static AttributionMethod method(Map<String, Object> said) {
      Map<String, Object> parameters = new HashMap<>(said);
      String name = (String) parameters.remove("name");
      return Methods.of(name, parameters);
    }

    private static void compare(String network, Consumer<LayerAttribution> request) {
      EnumSet<Optimisation> whole = EnumSet.complementOf(EnumSet.of(Optimisation.PARALLEL_PARTS));
      Attributions expected = explain(network, whole, request);
      Attributions actual = explain(network, EnumSet.allOf(Optimisation.class), request);
      assertThat(actual.layers()).hasSameSizeAs(expected.layers());
      for (int i = 0; i < expected.layers().size(); i++) {
        compare(actual.layers().get(i), expected.layers().get(i));
      }
    }

    private static void compare(Attribution actual, Attribution expected) {
      for (int i = 0; i < expected.tensors().size(); i++) {
        AttributedTensor one = actual.tensors().get(i);
        AttributedTensor other = expected.tensors().get(i);
        Closeness.assertClose(other.toString(), one.values(), other.values(), ROUNDING);
      }
      assertThat(actual.convergence().isPresent()).isEqualTo(expected.convergence().isPresent());
    }

    private static Attributions explain(
        String network, EnumSet<Optimisation> wanted, Consumer<LayerAttribution> asked) {
      ModelOptions options = ModelOptions.defaults().optimisations(wanted);
      try (AttributableModel model = AttributableModel.load(Fixtures.model(network), options)) {
        LayerAttribution request = LayerAttribution.on(model);
        asked.accept(request);
        Attributions why = request.attribute();
        boolean seen =
            Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("attributable-part"));
        withThreads += seen ? 1 : 0;
        return why;
      }
    }

    /** How many slices run at the same time. */
    private static int parts(String network, Consumer<LayerAttribution> asked) {
      try (AttributableModel model = AttributableModel.load(Fixtures.model(network))) {
        LayerAttribution request = LayerAttribution.on(model);
        asked.accept(request);
        LoadedModel loaded = model.loaded();
        PreparedRequest prepared = new RequestRunner(loaded).prepared(request.request());
        TargetList targets = TargetList.one(prepared.request().target());
        try (PlanLease plan = prepared.plan(targets.kind(), loaded.batching().firstDevice())) {
          return EvaluationSchedule.of(loaded, prepared, targets, plan).atOnce().size();
        }
      }
    }

    private static void say(String what) {
      System.out.println(what);
    }
  }
}
