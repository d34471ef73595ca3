package io.attributable.tensorflow.internal.plan;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attributable.AttributionException;
import io.attributable.GradientXActivation;
import io.attributable.Reduction;
import io.attributable.graph.layer.TensorInfo;
import io.attributable.graph.method.PlannedMethod;
import io.attributable.graph.plan.AttributionPlan;
import io.attributable.graph.plan.PlanSpec;
import io.attributable.graph.plan.PlanWork;
import io.attributable.graph.plan.TargetKind;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.tensorflow.internal.session.FedWeights;
import io.attributable.tensorflow.internal.session.ModelSession;
import io.attributable.tensorflow.internal.session.SessionGraph;
import io.attributable.tensorflow.options.ModelOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/** What is kept, what goes, and who waits for whom. */
class PlanCacheTest {
  private final PlanSessions sessions =
      new PlanSessions(
          ModelSession.of(SessionGraph.empty(ConfigProto.getDefaultInstance())),
          ModelOptions.defaults());
  private final List<String> freed = new ArrayList<>();

  @AfterEach
  void close() {
    sessions.close();
  }

  private static PlanKey key(String tensor) {
    TensorInfo info =
        new TensorInfo(new TensorRef(tensor, 0), tensor, DataType.DT_FLOAT, Shape.of(-1, 2));
    PlanSpec spec =
        new PlanSpec(
            List.of(info),
            Optional.of(new TensorRef("output", 0)),
            PlannedMethod.of(new GradientXActivation()).plan(),
            TargetKind.NONE,
            false,
            Reduction.none());
    return new PlanKey("serving_default", spec, "");
  }

  private static PlanBounds bounds(int plans) {
    return new PlanBounds(plans, Long.MAX_VALUE, Long.MAX_VALUE);
  }

  private SharedPlan plan(String name) {
    return plan(name, "NoOp");
  }

  private SharedPlan plan(String name, String op) {
    AttributionPlan empty =
        new AttributionPlan(
            GraphDef.newBuilder()
                .addNode(NodeDef.newBuilder().setName("nothing").setOp(op))
                .build(),
            Map.of(),
            Optional.empty(),
            Map.of(),
            Map.of(),
            0,
            PlanWork.UNKNOWN);
    return new SharedPlan(empty, FedWeights.none(), sessions, "", () -> freed.add(name));
  }

  private void use(PlanCache cache, String name) {
    try (PlanLease lease = cache.lease(key(name), () -> plan(name))) {
      lease.plan();
    }
  }

  @Test
  void aPlanThatIsOnlyLookedAtHasNoSession() {
    try (PlanCache cache = new PlanCache(bounds(2));
        PlanLease lease = cache.lease(key("a"), () -> plan("a"))) {
      assertThat(lease.attribution().graph().getNode(0).getName()).isEqualTo("nothing");
      assertThat(sessions.all()).containsExactly(sessions.model());
      assertThat(lease.plan().plan()).isSameAs(lease.attribution());
      assertThat(sessions.all()).hasSize(2);
    }
  }

  @Test
  void aGraphThatTensorFlowRefusesLeavesNoSession() {
    try (PlanCache cache = new PlanCache(bounds(2))) {
      assertThatThrownBy(() -> cache.lease(key("a"), () -> plan("a", "NoSuchOp")).plan())
          .hasMessageContaining("NoSuchOp");
    }
    assertThat(sessions.all()).containsExactly(sessions.model());
  }

  @Test
  void theLeastRecentlyUsedPlanGoesWithItsSession() {
    PlanCache cache = new PlanCache(bounds(2));
    use(cache, "a");
    use(cache, "b");
    use(cache, "a");
    use(cache, "c");
    assertThat(freed).containsExactly("b");
    assertThat(cache.size()).isEqualTo(2);
    assertThat(sessions.all()).hasSize(3);
    cache.close();
    assertThat(freed).containsExactlyInAnyOrder("a", "b", "c");
    assertThat(sessions.all()).containsExactly(sessions.model());
  }

  @Test
  void aPlanInUseIsFreedAfterItsLastUse() {
    PlanCache cache = new PlanCache(bounds(1));
    PlanLease first = cache.lease(key("a"), () -> plan("a"));
    PlanLease second = cache.lease(key("a"), () -> plan("other"));
    assertThat(second.plan()).isSameAs(first.plan());
    use(cache, "b");
    assertThat(freed).isEmpty();
    first.close();
    assertThat(freed).isEmpty();
    second.close();
    assertThat(freed).containsExactly("a");
  }

  @Test
  void nobodyWaitsForAPlanThatOthersAskFor() throws Exception {
    PlanCache cache = new PlanCache(bounds(8));
    use(cache, "known");
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    AtomicInteger made = new AtomicInteger();
    List<CompletableFuture<PlanLease>> waiting = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      waiting.add(
          CompletableFuture.supplyAsync(
              () ->
                  cache.lease(
                      key("slow"),
                      () -> {
                        made.incrementAndGet();
                        begun.countDown();
                        await(end);
                        return plan("slow");
                      }),
              runnable -> new Thread(runnable).start()));
    }
    assertThat(begun.await(10, SECONDS)).isTrue();
    use(cache, "known");
    use(cache, "new");
    assertThat(waiting).noneMatch(CompletableFuture::isDone);
    end.countDown();
    PlanLease one = waiting.get(0).get(10, SECONDS);
    assertThat(waiting.get(1).get(10, SECONDS).plan()).isSameAs(one.plan());
    assertThat(made).hasValue(1);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aPlanThatCameToNothingIsTriedAgain() {
    PlanCache cache = new PlanCache(bounds(2));
    assertThatThrownBy(
            () ->
                cache.lease(
                    key("a"),
                    () -> {
                      throw new IllegalStateException("no plan");
                    }))
        .hasMessage("no plan");
    use(cache, "a");
    assertThat(cache.size()).isEqualTo(1);
  }

  @Test
  void whoWaitedForAPlanThatCameToNothingMakesIt() throws Exception {
    PlanCache cache = new PlanCache(bounds(2));
    OutOfMemoryError foreign = new OutOfMemoryError("of another request");
    CountDownLatch end = new CountDownLatch(1);
    CompletableFuture<PlanLease> first =
        leaseThatFails(
            cache,
            end,
            () -> {
              throw foreign;
            });
    CompletableFuture<PlanLease> second = new CompletableFuture<>();
    waitFor(second, () -> cache.lease(key("a"), () -> plan("mine")));
    end.countDown();
    assertThatThrownBy(() -> first.get(10, SECONDS)).hasCause(foreign);
    second.get(10, SECONDS).close();
    cache.close();
    assertThat(freed).containsExactly("mine");
  }

  @Test
  void whoWaitedInVainFailsForAReasonOfItsOwn() throws Exception {
    PlanCache cache = new PlanCache(bounds(2));
    CountDownLatch end = new CountDownLatch(1);
    leaseThatFails(
        cache,
        end,
        () -> {
          throw new IllegalStateException("of another request");
        });
    AtomicInteger tried = new AtomicInteger();
    CompletableFuture<PlanLease> second = new CompletableFuture<>();
    waitFor(
        second,
        () ->
            cache.lease(
                key("a"),
                () -> {
                  tried.incrementAndGet();
                  throw new IllegalStateException("mine");
                }));
    end.countDown();
    assertThatThrownBy(() -> second.get(10, SECONDS)).cause().hasMessage("mine");
    assertThat(tried).hasValue(1);
    assertThat(cache.size()).isZero();
  }

  /** A request whose making of the plan begins before this returns, and fails at the end. */
  private static CompletableFuture<PlanLease> leaseThatFails(
      PlanCache cache, CountDownLatch end, Supplier<SharedPlan> failing)
      throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CompletableFuture<PlanLease> lease = new CompletableFuture<>();
    start(
        lease,
        () ->
            cache.lease(
                key("a"),
                () -> {
                  begun.countDown();
                  await(end);
                  return failing.get();
                }));
    assertThat(begun.await(10, SECONDS)).isTrue();
    return lease;
  }

  private static Thread start(CompletableFuture<PlanLease> lease, Callable<PlanLease> action) {
    Thread thread =
        new Thread(
            () -> {
              try {
                lease.complete(action.call());
              } catch (Throwable e) {
                lease.completeExceptionally(e);
              }
            });
    thread.start();
    return thread;
  }

  /** Returns when the action waits for somebody else. */
  private static void waitFor(CompletableFuture<PlanLease> lease, Callable<PlanLease> action)
      throws InterruptedException {
    Thread thread = start(lease, action);
    long deadline = System.nanoTime() + SECONDS.toNanos(10);
    while (thread.getState() != Thread.State.TIMED_WAITING) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      Thread.sleep(1);
    }
  }

  @Test
  void thePlanIsThatOfTheTensorsNotOfTheirOrder() {
    TensorInfo a = new TensorInfo(new TensorRef("a", 0), "a", DataType.DT_FLOAT, Shape.of(-1, 2));
    TensorInfo b = new TensorInfo(new TensorRef("b", 0), "b", DataType.DT_FLOAT, Shape.of(-1, 2));
    PlanSpec spec = key("a").spec();
    assertThat(with(spec, List.of(a, b))).isEqualTo(with(spec, List.of(b, a, b)));
  }

  private static PlanSpec with(PlanSpec like, List<TensorInfo> tensors) {
    return new PlanSpec(
        tensors, like.output(), like.method(), like.target(), like.weighted(), like.reduction());
  }

  @Test
  void plansGoWhereTheyTakeTooMuchMemory() {
    long one = plan("probe").bytes();
    try (PlanCache cache = new PlanCache(new PlanBounds(99, 2 * one, Long.MAX_VALUE))) {
      use(cache, "a");
      use(cache, "b");
      use(cache, "c");
      assertThat(freed).containsExactly("a");
      assertThat(cache.bytes()).isEqualTo(2 * one);
    }
  }

  @Test
  void plansGoWhereTheyTakeTooMuchOfTheHeap() {
    long one = plan("probe").heapBytes();
    try (PlanCache cache = new PlanCache(new PlanBounds(99, Long.MAX_VALUE, 2 * one))) {
      use(cache, "a");
      use(cache, "b");
      use(cache, "c");
      assertThat(freed).containsExactly("a");
    }
  }

  @Test
  void aPlanThatIsLargerThanTheBoundIsKeptAlone() {
    try (PlanCache cache = new PlanCache(new PlanBounds(99, 1, 1))) {
      use(cache, "a");
      use(cache, "b");
      assertThat(freed).containsExactly("a");
      assertThat(cache.size()).isEqualTo(1);
    }
  }

  @Test
  void furtherSessionsOfAPlanCount() {
    long one = plan("probe").bytes();
    try (PlanCache cache = new PlanCache(new PlanBounds(99, 2 * one, Long.MAX_VALUE))) {
      use(cache, "a");
      try (PlanLease lease = cache.lease(key("b"), () -> plan("b"))) {
        lease.plan();
        lease.traceable();
        assertThat(freed).isEmpty();
      }
      assertThat(freed).containsExactly("a");
    }
  }

  @Test
  void noMorePlansOfTheModelsSessionAreMadeThanThereIsRoomFor() {
    PlanSessions shared =
        new PlanSessions(
            ModelSession.of(SessionGraph.empty(ConfigProto.getDefaultInstance())),
            ModelOptions.defaults().optimisations(Set.of()));
    AttributionPlan plan = plan("probe").plan();
    Supplier<SharedPlan> pinned =
        () -> new SharedPlan(plan, FedWeights.none(), shared, "", () -> freed.add("pinned"));
    long one = pinned.get().bytes();
    try (PlanCache cache = new PlanCache(new PlanBounds(99, one, Long.MAX_VALUE))) {
      cache.lease(key("a"), pinned).close();
      assertThatThrownBy(() -> cache.lease(key("b"), pinned))
          .isInstanceOf(AttributionException.class)
          .hasMessageContaining("TooManyPlans")
          .hasMessageContaining("LimitOptions.planBytes");
      cache.lease(key("a"), pinned).close();
      assertThat(freed).containsExactly("pinned");
    } finally {
      shared.close();
    }
  }
}
