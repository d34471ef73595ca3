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
  /** An example and its index. */
  private record Indexed(int index, Example example, Target target) {}

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
   * @throws AttributionException MODEL_CLOSED, CANCELLED, DEADLINE_EXCEEDED, TOO_MANY_CALLS
   */
  public List<ExampleResult> run(List<Example> examples, long before) {
    @Nullable ExampleResult[] results = new ExampleResult[examples.size()];
    Map<Object, List<Indexed>> groups = new LinkedHashMap<>();
    for (int i = 0; i < examples.size(); i++) {
      Indexed indexed =
          new Indexed(i, examples.get(i), examples.get(i).target().orElse(request.target()));
      groups
          .computeIfAbsent(
              batches.kind(indexed.example(), indexed.target()).orElse(indexed),
              unused -> new ArrayList<>())
          .add(indexed);
    }
    for (List<Indexed> group : groups.values()) {
      for (int from = 0; from < group.size(); from += options.batchSize()) {
        List<Indexed> batch =
            group.subList(from, Math.min(group.size(), from + options.batchSize()));
        run(batch, before, results);
        done += batch.size();
        options.progress().accept(done);
      }
    }
    return List.of(results);
  }

  /** One that cannot be explained is found by halving. */
  private void run(List<Indexed> batch, long before, @Nullable ExampleResult[] results) {
    try {
      List<Attributions> explained =
          batches.run(
              batch.stream().map(Indexed::example).toList(),
              batch.stream().map(Indexed::target).toList());
      for (int i = 0; i < batch.size(); i++) {
        put(batch.get(i), before, results, Optional.of(explained.get(i)), Optional.empty());
      }
    } catch (AttributionException e) {
      if (endsAll(e.code())) {
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

  /** Whether a failure ends the call, whatever its examples are. */
  private static boolean endsAll(ErrorCode code) {
    return switch (code) {
      case MODEL_CLOSED, CANCELLED, DEADLINE_EXCEEDED, TOO_MANY_CALLS -> true;
      default -> false;
    };
  }

  private static void put(
      Indexed indexed,
      long before,
      @Nullable ExampleResult[] results,
      Optional<Attributions> explained,
      Optional<AttributionException> failure) {
    results[indexed.index()] =
        new ExampleResult(before + indexed.index(), indexed.example().id(), explained, failure);
  }
}
