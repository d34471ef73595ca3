package io.attributable.tensorflow.internal.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.graph.flat.Attributes;
import io.attributable.tensorflow.internal.call.Call;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
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
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
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
      try (BaselineResults.Use use = results.use(key(fed), () -> pass(results, fed))) {
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

  private static Optional<BaselineKey> key(Tensor baseline) {
    return key(List.of(), baseline);
  }

  private static Optional<BaselineKey> key(List<Shape> shapes, Tensor baseline) {
    try (TInt64 rows = TInt64.vectorOf(0)) {
      BaselineKey.Hash hashOfRows = BaselineKey.hash(List.of(rows)).orElseThrow();
      return BaselineKey.hash(List.of(baseline))
          .map(hash -> new BaselineKey(shapes, hash, hashOfRows));
    }
  }

  /** The first time tells that they are not others each time. */
  @Test
  void whatComesAgainIsComputedOnceMore() {
    try (BaselineResults results = results(PLENTY)) {
      for (int call = 0; call < 5; call++) {
        assertThat(run(results, 1, 2)).containsExactly(-1, -4);
      }
      assertThat(runs).hasValue(2);
      assertThat(results.bytes()).isEqualTo(8);
    }
  }

  @Test
  void whatComesOnceIsNotKept() {
    try (BaselineResults results = results(PLENTY)) {
      for (int call = 1; call < 9; call++) {
        assertThat(run(results, call)).containsExactly(-call * call);
      }
      assertThat(results.bytes()).isZero();
    }
  }

  @Test
  void othersAreComputedForThemselves() {
    try (BaselineResults results = results(PLENTY)) {
      for (int call = 0; call < 4; call++) {
        assertThat(run(results, 3)).containsExactly(-9);
        assertThat(run(results, 4)).containsExactly(-16);
      }
      assertThat(runs).hasValue(4);
    }
  }

  /** Minus zero and zero are two baselines: some functions know them apart. */
  @Test
  void baselinesAreComparedBitByBit() {
    for (float baseline : new float[] {0, Float.NaN, Float.MIN_VALUE}) {
      try (TFloat32 one = TFloat32.vectorOf(baseline);
          TFloat32 same = TFloat32.vectorOf(baseline);
          TFloat32 minus = TFloat32.vectorOf(-0f)) {
        assertThat(key(same)).isEqualTo(key(one));
        assertThat(key(minus)).isNotEqualTo(key(one));
      }
    }
  }

  @Test
  void theirTypesAndShapesAndThoseOfInputsCount() {
    try (TFloat32 one =
            TFloat32.tensorOf(Shape.of(1, 4), StdArrays.ndCopyOf(new float[1][4])::copyTo);
        TFloat32 other =
            TFloat32.tensorOf(Shape.of(2, 2), StdArrays.ndCopyOf(new float[2][2])::copyTo);
        TInt32 whole = TInt32.tensorOf(Shape.of(1, 4), StdArrays.ndCopyOf(new int[1][4])::copyTo)) {
      assertThat(key(other)).isNotEqualTo(key(one));
      assertThat(key(whole)).isNotEqualTo(key(one));
      assertThat(key(List.of(Shape.of(3)), one)).isNotEqualTo(key(List.of(Shape.of(4)), one));
      assertThat(key(List.of(Shape.of(3)), one)).isEqualTo(key(List.of(Shape.of(3)), one));
    }
  }

  @Test
  void textsAndWhatIsLargeHaveNoKey() {
    try (TString text = TString.scalarOf("a");
        TFloat32 large = TFloat32.tensorOf(Shape.of(5 << 20))) {
      assertThat(BaselineKey.hash(List.of(text))).isEmpty();
      assertThat(BaselineKey.hash(List.of(large))).isEmpty();
    }
  }

  @Test
  void whatHasNoKeyIsNotKept() {
    try (BaselineResults results = results(PLENTY);
        TFloat32 fed = TFloat32.vectorOf(2)) {
      for (int call = 0; call < 3; call++) {
        results.use(Optional.empty(), () -> pass(results, fed)).close();
      }
      assertThat(runs).hasValue(3);
      assertThat(results.bytes()).isZero();
    }
  }

  @Test
  void noMoreIsKeptThanThereIsRoomFor() {
    try (BaselineResults results = results(8)) {
      for (int call = 0; call < 3; call++) {
        assertThat(run(results, 1)).containsExactly(-1);
        assertThat(run(results, 2)).containsExactly(-4);
      }
      assertThat(runs).hasValue(4);
      assertThat(results.bytes()).isEqualTo(8);
      for (int call = 0; call < 3; call++) {
        assertThat(run(results, 1, 2, 3)).containsExactly(-1, -4, -9);
      }
      assertThat(runs).hasValue(7);
      assertThat(results.bytes()).isZero();
    }
  }

  /** The oldest goes, but not before the run is over that uses it. */
  @Test
  void fourAreKept() {
    try (BaselineResults results = results(PLENTY);
        TFloat32 fed = TFloat32.vectorOf(5)) {
      run(results, 5);
      try (BaselineResults.Use use = results.use(key(fed), () -> pass(results, fed))) {
        for (int other = 6; other < 10; other++) {
          run(results, other);
          run(results, other);
        }
        assertThat(results.bytes()).isEqualTo(16);
        Session.Runner runner = session.runner();
        use.feed(runner);
        try (Result result = runner.fetch("result").run()) {
          assertThat(((TFloat32) result.get(0)).getFloat(0)).isEqualTo(-25);
        }
      }
      assertThat(runs).hasValue(10);
      run(results, 6);
      assertThat(runs).hasValue(10);
      run(results, 5);
      assertThat(runs).hasValue(11);
    }
  }

  @Test
  void aFailureIsNotKept() {
    try (BaselineResults results = results(PLENTY);
        TFloat32 fed = TFloat32.vectorOf(3)) {
      for (int call = 0; call < 3; call++) {
        assertThatThrownBy(
                () ->
                    results.use(
                        key(fed),
                        () -> {
                          throw new IllegalStateException("stopped");
                        }))
            .hasMessage("stopped");
      }
      assertThat(run(results, 3)).containsExactly(-9);
    }
  }

  @Test
  void whoWaitsForAnothersPassMayBeStopped() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(1);
    ExecutorService other = Executors.newSingleThreadExecutor();
    try (BaselineResults results = results(PLENTY);
        TFloat32 fed = TFloat32.vectorOf(3)) {
      run(results, 3);
      Future<?> slow =
          other.submit(
              () ->
                  results
                      .use(
                          key(fed),
                          () -> {
                            running.countDown();
                            Call.await(CompletableFuture.runAsync(() -> awaited(over)));
                            return pass(results, fed);
                          })
                      .close());
      running.await();
      Call call = Call.around(Optional.of(Duration.ofMillis(50)));
      assertThatThrownBy(() -> Call.within(call, () -> run(results, 3)))
          .isInstanceOfSatisfying(
              AttributionException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.DEADLINE_EXCEEDED));
      over.countDown();
      slow.get();
      assertThat(run(results, 3)).containsExactly(-9);
    } finally {
      other.shutdown();
    }
  }

  private static void awaited(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void whoIsClosedKeepsNothing() {
    BaselineResults results = results(PLENTY);
    run(results, 2);
    run(results, 2);
    results.close();
    assertThat(results.bytes()).isZero();
    assertThat(run(results, 2)).containsExactly(-4);
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
