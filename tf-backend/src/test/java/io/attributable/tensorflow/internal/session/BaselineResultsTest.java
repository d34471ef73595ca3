package io.attributable.tensorflow.internal.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attributable.graph.flat.Attributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TString;

/** What is computed of baselines once, and what again. */
class BaselineResultsTest {
  private static final long PLENTY = 1 << 20;

  private final Graph graph = new Graph();
  private final Session session = new Session(graph);
  private final AtomicInteger runs = new AtomicInteger();

  BaselineResultsTest() {
    GraphDef.Builder nodes = GraphDef.newBuilder();
    nodes.getVersionsBuilder().setProducer(1882);
    nodes
        .addNode(placeholder("baseline"))
        .addNode(placeholder("kept"))
        .addNode(unary("made", "Square", "baseline"))
        .addNode(unary("result", "Neg", "kept"));
    graph.importGraphDef(nodes.build());
  }

  private static NodeDef placeholder(String name) {
    return NodeDef.newBuilder()
        .setName(name)
        .setOp("Placeholder")
        .putAttr("dtype", Attributes.of(DataType.DT_FLOAT))
        .putAttr("shape", Attributes.of(Shape.unknown()))
        .build();
  }

  private static NodeDef unary(String name, String op, String input) {
    return NodeDef.newBuilder()
        .setName(name)
        .setOp(op)
        .addInput(input)
        .putAttr("T", Attributes.of(DataType.DT_FLOAT))
        .build();
  }

  @AfterEach
  void close() {
    session.close();
    graph.close();
  }

  private Output<?> output(String name) {
    return graph.operationOrThrow(name).output(0);
  }

  private BaselineResults results(long most) {
    Map<Output<?>, Output<?>> taken = new LinkedHashMap<>();
    taken.put(output("made"), output("kept"));
    return new BaselineResults(taken, most);
  }

  private Result pass(BaselineResults results, TFloat32 baseline) {
    runs.incrementAndGet();
    Session.Runner runner = session.runner().feed("baseline", baseline);
    results.fetch(runner);
    return runner.run();
  }

  /** The square of a baseline, turned round. */
  private float[] run(BaselineResults results, float... baseline) {
    try (TFloat32 fed = TFloat32.vectorOf(baseline)) {
      Optional<BaselineKey> key = BaselineKey.of(List.of(), List.of(fed));
      try (BaselineResults.Use use = results.use(key, () -> pass(results, fed))) {
        Session.Runner runner = session.runner();
        use.feed(runner);
        try (Result result = runner.fetch("result").run()) {
          TFloat32 values = (TFloat32) result.get(0);
          float[] read = new float[baseline.length];
          for (int i = 0; i < read.length; i++) {
            read[i] = values.getFloat(i);
          }
          return read;
        }
      }
    }
  }

  @Test
  void theSameBaselinesAreComputedOnce() {
    try (BaselineResults results = results(PLENTY)) {
      assertThat(run(results, 1, 2)).containsExactly(-1, -4);
      assertThat(run(results, 1, 2)).containsExactly(-1, -4);
      assertThat(runs).hasValue(1);
      assertThat(results.bytes()).isEqualTo(8);
    }
  }

  @Test
  void othersAreComputedForThemselves() {
    try (BaselineResults results = results(PLENTY)) {
      assertThat(run(results, 3)).containsExactly(-9);
      assertThat(run(results, 4)).containsExactly(-16);
      assertThat(run(results, 3)).containsExactly(-9);
      assertThat(runs).hasValue(2);
    }
  }

  /** Minus zero and zero are two baselines: some functions know them apart. */
  @Test
  void baselinesAreComparedBitByBit() {
    try (BaselineResults results = results(PLENTY)) {
      run(results, 0f);
      run(results, -0f);
      assertThat(runs).hasValue(2);
      run(results, Float.NaN);
      run(results, Float.NaN);
      assertThat(runs).hasValue(3);
    }
  }

  private static TFloat32 zeros(long... shape) {
    return TFloat32.tensorOf(
        Shape.of(shape), values -> values.scalars().forEach(value -> value.setFloat(0)));
  }

  @Test
  void theShapesOfInputsAndOfBaselinesCount() {
    try (TFloat32 one = zeros(1, 4);
        TFloat32 other = zeros(2, 2);
        TFloat32 same = zeros(1, 4)) {
      Optional<BaselineKey> key = BaselineKey.of(List.of(one), List.of(one));
      assertThat(BaselineKey.of(List.of(same), List.of(same))).isEqualTo(key);
      assertThat(BaselineKey.of(List.of(other), List.of(one))).isNotEqualTo(key);
      assertThat(BaselineKey.of(List.of(one), List.of(other))).isNotEqualTo(key);
    }
  }

  @Test
  void textsAndWhatIsLargeHaveNoKey() {
    try (TString text = TString.scalarOf("a");
        TFloat32 large = TFloat32.tensorOf(Shape.of(5 << 20))) {
      assertThat(BaselineKey.of(List.of(), List.of(text))).isEmpty();
      assertThat(BaselineKey.of(List.of(), List.of(large))).isEmpty();
      assertThat(BaselineKey.of(List.of(large), List.of())).isPresent();
    }
  }

  @Test
  void whatHasNoKeyIsNotKept() {
    try (BaselineResults results = results(PLENTY);
        TFloat32 fed = TFloat32.vectorOf(2)) {
      results.use(Optional.empty(), () -> pass(results, fed)).close();
      results.use(Optional.empty(), () -> pass(results, fed)).close();
      assertThat(runs).hasValue(2);
      assertThat(results.bytes()).isZero();
    }
  }

  @Test
  void whatIsTooLargeIsNotKept() {
    try (BaselineResults results = results(7)) {
      assertThat(run(results, 1)).containsExactly(-1);
      assertThat(results.bytes()).isEqualTo(4);
      assertThat(run(results, 1, 2)).containsExactly(-1, -4);
      assertThat(run(results, 1, 2)).containsExactly(-1, -4);
      assertThat(runs).hasValue(3);
      assertThat(results.bytes()).isEqualTo(4);
    }
  }

  /** The oldest goes, but not before the run is over that uses it. */
  @Test
  void twoAreKept() {
    try (BaselineResults results = results(PLENTY);
        TFloat32 fed = TFloat32.vectorOf(5)) {
      Optional<BaselineKey> key = BaselineKey.of(List.of(), List.of(fed));
      try (BaselineResults.Use use = results.use(key, () -> pass(results, fed))) {
        run(results, 6);
        run(results, 7);
        assertThat(results.bytes()).isEqualTo(8);
        Session.Runner runner = session.runner();
        use.feed(runner);
        try (Result result = runner.fetch("result").run()) {
          assertThat(((TFloat32) result.get(0)).getFloat(0)).isEqualTo(-25);
        }
      }
      run(results, 6);
      assertThat(runs).hasValue(3);
      run(results, 5);
      assertThat(runs).hasValue(4);
    }
  }

  @Test
  void aFailureIsNotKept() {
    try (BaselineResults results = results(PLENTY);
        TFloat32 fed = TFloat32.vectorOf(3)) {
      Optional<BaselineKey> key = BaselineKey.of(List.of(), List.of(fed));
      assertThatThrownBy(
              () ->
                  results.use(
                      key,
                      () -> {
                        throw new IllegalStateException("stopped");
                      }))
          .hasMessage("stopped");
      assertThat(run(results, 3)).containsExactly(-9);
    }
  }

  @Test
  void whoIsClosedKeepsNothing() {
    BaselineResults results = results(PLENTY);
    run(results, 2);
    results.close();
    assertThat(results.bytes()).isZero();
    assertThat(run(results, 2)).containsExactly(-4);
    assertThat(results.bytes()).isZero();
  }

  @Test
  void threadsHaveTheirOwn() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (BaselineResults results = results(PLENTY)) {
      List<Future<?>> calls = new ArrayList<>();
      for (int i = 0; i < 400; i++) {
        float baseline = i % 3;
        calls.add(
            threads.submit(
                () -> assertThat(run(results, baseline)).containsExactly(-baseline * baseline)));
      }
      for (Future<?> call : calls) {
        call.get();
      }
    } finally {
      threads.shutdown();
    }
  }
}
