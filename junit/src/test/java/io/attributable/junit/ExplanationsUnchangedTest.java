package io.attributable.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import io.attributable.AttributionRequest;
import io.attributable.LayerPort;
import io.attributable.Port;
import io.attributable.Target;
import io.attributable.evidence.compare.ExplanationComparison;
import io.attributable.evidence.compare.Metric;
import io.attributable.testing.Fixtures;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

class ExplanationsUnchangedTest {
  private static final String BEFORE = "../fixtures/models/digits";
  private static final String AFTER = "../fixtures/comparison/retrained";

  /** Not found by itself, but run by the tests below. */
  static class Cases {
    @ExplanationsUnchanged(before = BEFORE, after = AFTER, requests = "digits")
    void alike(ExplanationComparison found) {
      assertThat(found.tensors().get(0).worst(Metric.SPEARMAN)).isBetween(0.9, 1.0);
    }

    @ExplanationsUnchanged(
        before = BEFORE,
        after = AFTER,
        requests = "digits",
        thresholds = {"spearman=0.999", "output=1"})
    void different() {}

    @ExplanationsUnchanged(before = BEFORE, after = AFTER, requests = "nowhere")
    void withoutRequests() {}

    @ExplanationsUnchanged(before = BEFORE, after = "none", requests = "digits")
    void withoutModel() {}

    static Map<String, AttributionRequest> digits() {
      return Map.of(
          "four digits",
          AttributionRequest.empty()
              .withLayers(List.of(new LayerPort("conv2", Port.OUTPUT)), Optional.empty())
              .withExamples(
                  Map.of(
                      "image", Fixtures.array(Fixtures.golden().resolve("digits/four.image.npy"))),
                  Target.predicted(),
                  Optional.empty()));
    }
  }

  private static EngineExecutionResults run(String method, String parameters) {
    return EngineTestKit.engine("junit-jupiter")
        .selectors(selectMethod(Cases.class, method, parameters))
        .configurationParameter("junit.jupiter.conditions.deactivate", "*")
        .execute();
  }

  private static String failure(EngineExecutionResults results) {
    Stream<Event> failed = results.allEvents().failed().stream();
    return failed
        .findFirst()
        .flatMap(event -> event.getPayload(org.junit.platform.engine.TestExecutionResult.class))
        .flatMap(result -> result.getThrowable())
        .map(Throwable::getMessage)
        .orElse("");
  }

  @Test
  void versionsThatExplainAlikePass() {
    EngineExecutionResults results = run("alike", ExplanationComparison.class.getName());
    results.testEvents().assertStatistics(counts -> counts.started(1).succeeded(1));
  }

  @Test
  void failuresNameTheRequest() {
    EngineExecutionResults results = run("different", "");
    results.testEvents().assertStatistics(counts -> counts.started(1).failed(1));
    assertThat(failure(results))
        .contains("Explanations of request \"four digits\" are not as close as is required")
        .contains("layer \"conv2\", example 0: spearman is 0.98")
        .contains("but at least 0.999 is required");
  }

  @Test
  void whatCannotBeRunIsAFailure() {
    assertThat(failure(run("withoutRequests", ""))).contains("has no static method \"nowhere\"");
    assertThat(failure(run("withoutModel", ""))).contains("[ModelNotFound]");
  }
}
