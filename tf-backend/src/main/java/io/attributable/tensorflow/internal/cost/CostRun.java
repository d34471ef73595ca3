package io.attributable.tensorflow.internal.cost;

import io.attributable.AttributionException;
import io.attributable.AttributionRequest;
import io.attributable.ErrorCode;
import io.attributable.graph.plan.TargetKind;
import io.attributable.tensorflow.cost.CostProfile;
import io.attributable.tensorflow.cost.Timings;
import io.attributable.tensorflow.internal.execution.Feeds;
import io.attributable.tensorflow.internal.model.LoadedModel;
import io.attributable.tensorflow.internal.run.AnsweredRequest;
import io.attributable.tensorflow.internal.run.AttributionRun;
import io.attributable.tensorflow.internal.runtime.TracedRun;
import io.attributable.tensorflow.internal.session.RunnablePlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tensorflow.Session;
import org.tensorflow.proto.RunMetadata;

/** A request that is run again and again, to see what it costs. */
public final class CostRun {
  private static final int TRACES = 3;
  private static final int WARM_UPS = 2;

  private final LoadedModel model;
  private final AttributionRequest request;

  public CostRun(LoadedModel model, AttributionRequest request) {
    this.model = model;
    this.request = request;
  }

  public CostProfile run(int runs) {
    long start = System.nanoTime();
    AttributionRun run = new AttributionRun(model, request);
    return run.ready(
        run.plan(TargetKind.of(request.target())),
        (plan, feeds, check) -> {
          double planMillis = since(start);
          if (run.empty(plan.plan()).isPresent()) {
            throw new AttributionException(ErrorCode.NOTHING_TO_MEASURE);
          }
          feeds.addTarget(request.target());
          return profile(planMillis, new Bare(run, plan, feeds), times(run, plan), runs);
        });
  }

  private OpTimes times(AttributionRun run, RunnablePlan straight) {
    return run.traced(
        straight,
        (plan, feeds, check) -> {
          feeds.addTarget(request.target());
          Bare bare = new Bare(run, plan, feeds);
          bare.session();
          OpTimes times = new OpTimes();
          for (int i = 0; i < TRACES; i++) {
            bare.trace().ifPresent(times::add);
          }
          return times;
        });
  }

  private CostProfile profile(double planMillis, Bare bare, OpTimes times, int runs) {
    double first = millis(bare::session);
    List<Double> forward = new ArrayList<>();
    List<Double> session = new ArrayList<>();
    List<Double> attribution = new ArrayList<>();
    for (int i = -WARM_UPS; i < runs; i++) {
      double[] round = {
        millis(bare::forward),
        millis(bare::session),
        millis(() -> AnsweredRequest.attributions(model, request))
      };
      if (i >= 0) {
        forward.add(round[0]);
        session.add(round[1]);
        attribution.add(round[2]);
      }
    }
    return new CostProfile(
        planMillis,
        first,
        new Timings(forward),
        new Timings(session),
        new Timings(attribution),
        times.costs());
  }

  private static double millis(Runnable action) {
    long start = System.nanoTime();
    action.run();
    return since(start);
  }

  private static double since(long start) {
    return (System.nanoTime() - start) / 1e6;
  }

  /** Runs of a plan with nothing of the library around them. */
  private static final class Bare {
    private final AttributionRun run;
    private final RunnablePlan plan;
    private final Feeds feeds;

    Bare(AttributionRun run, RunnablePlan plan, Feeds feeds) {
      this.run = run;
      this.plan = plan;
      this.feeds = feeds;
    }

    void forward() {
      Session.Runner runner = plan.runner();
      feeds.feedInputs(runner);
      runner.fetch(plan.output(plan.plan().output().tensor())).run().close();
    }

    void session() {
      attribution().run().close();
    }

    /** Nothing while somebody else's profiler is running. */
    Optional<RunMetadata> trace() {
      return TracedRun.run(attribution())
          .flatMap(
              result -> {
                try (result) {
                  return result.getMetadata();
                }
              });
    }

    private Session.Runner attribution() {
      Session.Runner runner = plan.runner();
      feeds.feedAll(runner);
      run.fetches(plan, runner);
      return runner;
    }
  }
}
