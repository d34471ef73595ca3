package io.attributable.tensorflow;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attributable.AttributionException;
import io.attributable.Attributions;
import io.attributable.Baseline;
import io.attributable.ErrorCode;
import io.attributable.Example;
import io.attributable.IntegratedGradients;
import io.attributable.Quadrature;
import io.attributable.Target;
import io.attributable.tensorflow.observe.ModelObserver;
import io.attributable.tensorflow.observe.PlanInfo;
import io.attributable.tensorflow.options.ExampleOptions;
import io.attributable.tensorflow.options.LimitOptions;
import io.attributable.tensorflow.options.ModelOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.proto.DataType;

/** Calls that are stopped, that are too many, or too large. */
@Timeout(120)
class CallsTest {
  private static final int WIDTH = 1024;
  private static final int LAYERS = 16;
  private static final int MANY = 500;
  private static final Duration FOREVER = Duration.ofSeconds(Long.MAX_VALUE);

  @TempDir private static Path folder;

  /** Takes about a second for many examples, in one run. */
  @BeforeAll
  static void write() {
    NodeModel model = new NodeModel(Shape.of(-1, WIDTH), DataType.DT_FLOAT);
    model.matrix("w", WIDTH, 1);
    String before = "x";
    for (int i = 0; i < LAYERS; i++) {
      model.add("dense_" + i + "/MatMul", "MatMul", before, "w");
      before = i == LAYERS - 1 ? "scores" : "dense_" + i + "/Tanh";
      model.add(before, "Tanh", "dense_" + i + "/MatMul");
    }
    model.write(folder);
  }

  private static AttributableModel load(LimitOptions limits) {
    return AttributableModel.load(folder, ModelOptions.defaults().batchBytes(0).limits(limits));
  }

  private static AttributableModel load() {
    return load(LimitOptions.defaults());
  }

  private static FloatNdArray rows(int count) {
    Random random = new Random(count);
    float[] values = new float[count * WIDTH];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return NdArrays.wrap(Shape.of(count, WIDTH), DataBuffers.of(values));
  }

  private static LayerAttribution request(AttributableModel model, int count) {
    return LayerAttribution.on(model)
        .layers("tensor:dense_0/Tanh:0")
        .target(Target.of(3))
        .input("x", rows(count));
  }

  private static void start(Runnable work) {
    new Thread(work).start();
  }

  /** Takes hours, in many runs. */
  private static LayerAttribution endless(AttributableModel model) {
    Baseline zeros = Baseline.of(0);
    return request(model, 2)
        .method(new IntegratedGradients(zeros, 9_000_000, Quadrature.RIEMANN_MIDDLE, 0, false));
  }

  private static ErrorCode code(Supplier<?> call) {
    try {
      call.get();
    } catch (AttributionException e) {
      return e.code();
    }
    throw new AssertionError("it was answered");
  }

  private static void awaitCall(AttributableModel model) throws InterruptedException {
    while (model.status().callsInFlight() == 0) {
      Thread.sleep(1);
    }
  }

  @Test
  void aCancelledFutureStopsItsCall() throws Exception {
    try (AttributableModel model = load()) {
      LayerAttribution request = endless(model);
      AtomicReference<ErrorCode> end = new AtomicReference<>();
      CountDownLatch over = new CountDownLatch(1);
      CompletableFuture<ErrorCode> future =
          Calls.async(
              () -> {
                end.set(code(request::attribute));
                over.countDown();
                return end.get();
              });
      awaitCall(model);
      assertThat(future.cancel(true)).isTrue();
      assertThat(over.await(60, SECONDS)).isTrue();
      assertThat(end).hasValue(ErrorCode.CANCELLED);
      assertThat(model.status().callsInFlight()).isZero();
    }
  }

  @Test
  void aCancelledCallLeavesOthersAlone() throws Exception {
    try (AttributableModel model = load()) {
      LayerAttribution request = request(model, MANY);
      Attributions whole = request.attribute();
      CompletableFuture<Attributions> goes =
          Calls.async(endless(model)::attribute, CallsTest::start);
      CompletableFuture<Attributions> stays = Calls.async(request::attribute, CallsTest::start);
      awaitCall(model);
      goes.cancel(true);
      assertThat(stays.get(60, SECONDS)).isEqualTo(whole);
      assertThat(request.attribute()).isEqualTo(whole);
    }
  }

  @Test
  void aCallThatTakesTooLongIsStopped() {
    try (AttributableModel model = load()) {
      LayerAttribution request = request(model, 1);
      Attributions whole = request.attribute();
      assertThatThrownBy(() -> Calls.withTimeout(Duration.ofMillis(50), endless(model)::attribute))
          .hasMessage(
              "[DeadlineExceeded] The request was not answered within 50 ms. Ask for fewer"
                  + " examples, steps or targets at once, or give it more time.");
      assertThat(Calls.withTimeout(Duration.ofDays(1_000_000), request::attribute))
          .isEqualTo(whole);
    }
    try (AttributableModel model = load(LimitOptions.defaults().timeout(Duration.ofMillis(50)))) {
      assertThat(code(endless(model)::attribute)).isEqualTo(ErrorCode.DEADLINE_EXCEEDED);
    }
  }

  @Test
  void theShorterOfTwoTimesHolds() {
    try (AttributableModel model = load()) {
      LayerAttribution request = request(model, 1);
      Supplier<Attributions> inside =
          () -> Calls.withTimeout(Duration.ofHours(1), request::attribute);
      assertThat(code(() -> Calls.withTimeout(Duration.ofNanos(1), inside)))
          .isEqualTo(ErrorCode.DEADLINE_EXCEEDED);
    }
  }

  @Test
  void anInterruptStopsTheCallAndIsKept() throws Exception {
    try (AttributableModel model = load()) {
      Thread caller = Thread.currentThread();
      Thread interrupter = new Thread(() -> interrupt(model, caller));
      interrupter.start();
      assertThat(code(endless(model)::attribute)).isEqualTo(ErrorCode.CANCELLED);
      assertThat(Thread.interrupted()).isTrue();
      interrupter.join();
      assertThat(request(model, 1).attribute().layers()).hasSize(1);
    }
  }

  private static void interrupt(AttributableModel model, Thread caller) {
    try {
      awaitCall(model);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    caller.interrupt();
  }

  /** A thread of a pool does something else by then. */
  @Test
  void anInterruptAfterwardsStopsNothingThatWasBegunWithinATime() throws Exception {
    try (AttributableModel model = load()) {
      LayerAttribution request = request(model, MANY);
      Attributions whole = request.attribute();
      CompletableFuture<Attributions> later =
          Calls.withTimeout(
              Duration.ofHours(1), () -> Calls.async(request::attribute, CallsTest::start));
      awaitCall(model);
      Thread.currentThread().interrupt();
      while (!later.isDone()) {
        Thread.onSpinWait();
      }
      assertThat(Thread.interrupted()).isTrue();
      assertThat(later.get(60, SECONDS)).isEqualTo(whole);
    }
  }

  /** Such as an observer that asks for more: that may take longer than the call it hears of. */
  @Test
  void whatACallBeginsOnAnotherThreadIsACallOfItsOwn() throws Exception {
    AtomicReference<Supplier<Attributions>> more = new AtomicReference<>();
    List<CompletableFuture<Attributions>> begun = new ArrayList<>();
    ModelObserver asking =
        new ModelObserver() {
          @Override
          public void planMade(PlanInfo plan) {
            begun.add(Calls.async(more.get(), CallsTest::start));
          }
        };
    ModelOptions options = ModelOptions.defaults().batchBytes(0).observers(asking);
    AttributableModel model = AttributableModel.load(folder, options);
    more.set(request(model, MANY)::attribute);
    request(model, 1).attribute();
    awaitCall(model);
    model.close();
    assertThat(begun.get(0).get(60, SECONDS).layers()).hasSize(1);
  }

  @Test
  void timesMayBeOfAnyLength() {
    LimitOptions limits = LimitOptions.defaults().callsInFlight(1).maxWait(FOREVER);
    AttributableModel model = load(limits.timeout(FOREVER));
    LayerAttribution request = request(model, 1);
    Calls.withTimeout(FOREVER, request::attribute);
    for (Duration none : List.of(Duration.ZERO, Duration.ofMillis(-1), FOREVER.negated())) {
      assertThat(code(() -> Calls.withTimeout(none, request::attribute)))
          .isEqualTo(ErrorCode.DEADLINE_EXCEEDED);
    }
    model.close(FOREVER);
    model.close(FOREVER.negated());
  }

  @Test
  void closingWithoutPatienceStopsCalls() throws Exception {
    AttributableModel model = load();
    LayerAttribution request = endless(model);
    CompletableFuture<ErrorCode> running = Calls.async(() -> code(request::attribute));
    awaitCall(model);
    model.close(Duration.ZERO);
    assertThat(running.get(60, SECONDS)).isEqualTo(ErrorCode.CANCELLED);
    assertThat(code(request::attribute)).isEqualTo(ErrorCode.MODEL_CLOSED);
    model.close();
  }

  @Test
  void closingRefusesNewCallsAtOnceAndWaitsForThoseThatRun() throws Exception {
    AttributableModel model = load();
    LayerAttribution request = request(model, MANY);
    Attributions whole = request.attribute();
    CompletableFuture<Attributions> running = Calls.async(request::attribute);
    awaitCall(model);
    CompletableFuture<Void> closing = CompletableFuture.runAsync(model::close);
    assertThat(firstRefusal(request)).isEqualTo(ErrorCode.MODEL_CLOSED);
    assertThat(running.get(60, SECONDS)).isEqualTo(whole);
    closing.get(60, SECONDS);
  }

  private static ErrorCode firstRefusal(LayerAttribution request) {
    while (true) {
      try {
        request.preflight();
      } catch (AttributionException e) {
        return e.code();
      }
    }
  }

  @Test
  void aModelThatItsOwnCallClosesIsFreedAfterTheCall() {
    AttributableModel model = load();
    LayerAttribution request = request(model, 1);
    ExampleOptions closing = ExampleOptions.defaults().progress(done -> model.close());
    Example example = Example.of("x", rows(1).get(0));
    try (ExampleResults results = request.attributeAll(List.of(example).iterator(), closing)) {
      assertThat(results.hasNext()).isTrue();
      results.next();
    }
    assertThat(code(request::attribute)).isEqualTo(ErrorCode.MODEL_CLOSED);
  }

  @Test
  void callsBeyondTheBoundAreRefused() throws Exception {
    try (AttributableModel model = load(LimitOptions.defaults().callsInFlight(1))) {
      LayerAttribution one = request(model, 1);
      one.attribute();
      CompletableFuture<Attributions> running = Calls.async(endless(model)::attribute);
      awaitCall(model);
      assertThatThrownBy(one::attribute)
          .hasMessageStartingWith("[TooManyCalls] \"")
          .hasMessageEndingWith(
              "takes no more calls: 1 run already, and none ended within 0 ms. Call again later,"
                  + " or let more run with LimitOptions.callsInFlight.");
      running.cancel(true);
      awaitNone(model);
      one.attribute();
    }
  }

  private static void awaitNone(AttributableModel model) throws InterruptedException {
    while (model.status().callsInFlight() > 0) {
      Thread.sleep(1);
    }
  }

  @Test
  void callsBeyondTheBoundMayWait() throws Exception {
    LimitOptions limits = LimitOptions.defaults().callsInFlight(1).maxWait(Duration.ofMinutes(1));
    try (AttributableModel model = load(limits)) {
      LayerAttribution one = request(model, 1);
      Attributions alone = one.attribute();
      CompletableFuture<Attributions> running = Calls.async(endless(model)::attribute);
      awaitCall(model);
      assertThat(code(() -> Calls.withTimeout(Duration.ofMillis(20), one::attribute)))
          .isEqualTo(ErrorCode.DEADLINE_EXCEEDED);
      CompletableFuture<Attributions> waiting = Calls.async(one::attribute, CallsTest::start);
      running.cancel(true);
      assertThat(waiting.get(60, SECONDS)).isEqualTo(alone);
    }
  }

  @Test
  void inputsAndResultsMayBeLimited() {
    long row = WIDTH * Float.BYTES;
    LimitOptions limits = LimitOptions.defaults().inputBytes(3 * row).resultBytes(2 * row);
    try (AttributableModel model = load(limits)) {
      assertThatThrownBy(request(model, 4)::attribute)
          .hasMessage(
              "[LimitExceeded] The inputs of the call take 16384 bytes, more than the 12288 that"
                  + " LimitOptions allows. Send fewer examples at once.");
      assertThatThrownBy(request(model, 3)::attribute)
          .hasMessage(
              "[LimitExceeded] The results of the call take 12288 bytes, more than the 8192 that"
                  + " LimitOptions allows. Ask for fewer layers, targets or examples at once, or"
                  + " reduce attributions.");
      request(model, 2).attribute();
      assertThat(code(() -> model.predict("serving_default", Map.of("x", rows(4)))))
          .isEqualTo(ErrorCode.LIMIT_EXCEEDED);
    }
  }
}
