package io.attributable.tensorflow.internal.examples;

import io.attributable.AttributionException;
import io.attributable.AttributionRequest;
import io.attributable.Attributions;
import io.attributable.ErrorCode;
import io.attributable.Example;
import io.attributable.ExampleResult;
import io.attributable.Target;
import io.attributable.tensorflow.options.ExampleOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Explains the examples that are in flight: those that fit together in one run. */
public final class ExampleWindow {
  /** An example and its place. */
  private record Placed(int place, Example example, Target target) {}

  private final AttributionRequest request;
  private final ExampleOptions options;
  private final ExampleBatches batches;
  private long done;

  public ExampleWindow(AttributionRequest request, ExampleOptions options, ExampleBatches batches) {
    this.request = request;
    this.options = options;
    this.batches = batches;
  }

  /**
   * A result for each example, in order.
   *
   * @param before how many examples came earlier
   * @throws AttributionException MODEL_CLOSED
   */
  public List<ExampleResult> run(List<Example> examples, long before) {
    @Nullable ExampleResult[] results = new ExampleResult[examples.size()];
    Map<Object, List<Placed>> groups = new LinkedHashMap<>();
    for (int i = 0; i < examples.size(); i++) {
      Placed placed =
          new Placed(i, examples.get(i), examples.get(i).target().orElse(request.target()));
      groups
          .computeIfAbsent(
              batches.kind(placed.example(), placed.target()).orElse(placed),
              unused -> new ArrayList<>())
          .add(placed);
    }
    for (List<Placed> group : groups.values()) {
      for (int from = 0; from < group.size(); from += options.batchSize()) {
        List<Placed> batch =
            group.subList(from, Math.min(group.size(), from + options.batchSize()));
        run(batch, before, results);
        done += batch.size();
        options.progress().accept(done);
      }
    }
    return List.of(results);
  }

  /** One that cannot be explained is found by halving. */
  private void run(List<Placed> batch, long before, @Nullable ExampleResult[] results) {
    try {
      List<Attributions> explained =
          batches.run(
              batch.stream().map(Placed::example).toList(),
              batch.stream().map(Placed::target).toList());
      for (int i = 0; i < batch.size(); i++) {
        put(batch.get(i), before, results, Optional.of(explained.get(i)), Optional.empty());
      }
    } catch (AttributionException e) {
      if (e.code() == ErrorCode.MODEL_CLOSED) {
        throw e;
      }
      if (batch.size() == 1) {
        put(batch.get(0), before, results, Optional.empty(), Optional.of(e));
        return;
      }
      run(batch.subList(0, batch.size() / 2), before, results);
      run(batch.subList(batch.size() / 2, batch.size()), before, results);
    }
  }

  private static void put(
      Placed placed,
      long before,
      @Nullable ExampleResult[] results,
      Optional<Attributions> explained,
      Optional<AttributionException> failure) {
    results[placed.place()] =
        new ExampleResult(before + placed.place(), placed.example().id(), explained, failure);
  }
}
