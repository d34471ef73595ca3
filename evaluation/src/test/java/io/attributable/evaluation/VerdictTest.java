package io.attributable.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.attributable.metrics.Estimate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is concluded of numbers that are given. */
class VerdictTest {
  private static final double NAN = Double.NaN;
  private static final double[] CHANCE = {0.5, 0.4, 0.6, 0.5, 0.45, 0.55};

  private static MethodEvaluation method(String name, double milliseconds, double... deletion) {
    return method(
        name, milliseconds, 0, List.of(), Map.of(EvaluationMetric.DELETION, exact(deletion)));
  }

  private static List<Estimate> exact(double... values) {
    return Arrays.stream(values).mapToObj(Estimate::exact).toList();
  }

  private static MethodEvaluation method(
      String name,
      double milliseconds,
      int constant,
      List<String> failures,
      Map<EvaluationMetric, List<Estimate>> values) {
    return new MethodEvaluation(
        name,
        values,
        Estimate.exact(milliseconds),
        constant,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        failures);
  }

  private static MethodEvaluation both(String name, double[] deletion, double[] insertion) {
    return method(
        name,
        1,
        0,
        List.of(),
        Map.of(
            EvaluationMetric.DELETION,
            exact(deletion),
            EvaluationMetric.INSERTION,
            exact(insertion)));
  }

  private static Verdict ofBoth(MethodEvaluation... methods) {
    List<MethodEvaluation> all = new ArrayList<>(List.of(methods));
    all.add(both("random", CHANCE, CHANCE));
    return new EvaluationReport(
            CHANCE.length,
            List.of(EvaluationMetric.DELETION, EvaluationMetric.INSERTION),
            EvaluationOptions.defaults(),
            all,
            List.of(),
            List.of())
        .verdict();
  }

  private static double[] chance(double less, double... more) {
    double[] values = CHANCE.clone();
    for (int i = 0; i < values.length; i++) {
      values[i] += (i < more.length ? more[i] : 0) - less;
    }
    return values;
  }

  private static Verdict verdict(MethodEvaluation... methods) {
    List<MethodEvaluation> all = new ArrayList<>(List.of(methods));
    int examples = methods[0].numbers(EvaluationMetric.DELETION).size();
    all.add(method("random", 0, Arrays.copyOf(CHANCE, examples)));
    return new EvaluationReport(
            examples,
            List.of(EvaluationMetric.DELETION),
            EvaluationOptions.defaults(),
            all,
            List.of(),
            List.of())
        .verdict();
  }

  @Test
  void theBetterOneIsNamed() {
    Verdict found =
        verdict(method("a", 1, chance(0.1, 0.01)), method("b", 1, chance(0.3, 0, 0.01)));
    assertThat(found.trust()).isEqualTo(Verdict.Trust.GOOD);
    assertThat(found.method()).contains("b");
    assertThat(found.alternatives()).isEmpty();
    assertThat(found.reasons()).contains("a is worse by deletion.");
  }

  @Test
  void differencesWithinTheErrorAreNone() {
    Verdict found =
        verdict(
            method("slow", 9, chance(0.3, 0.05, -0.05, 0.05, -0.06)),
            method("fast", 1, chance(0.3, -0.05, 0.05, -0.05, 0.05)));
    assertThat(found.method()).contains("fast");
    assertThat(found.alternatives()).containsExactly("slow");
    assertThat(found.reasons())
        .contains(
            "No difference within the error: slow (9.00 ms). fast takes 1.00 ms per explanation.");
  }

  @Test
  void whatIsNoBetterThanChanceIsNotRecommended() {
    Verdict found =
        verdict(
            method("a", 1, chance(0.02, 0.2, -0.2, 0.2)), method("b", 1, chance(-0.2, 0.01, 0.02)));
    assertThat(found.trust()).isEqualTo(Verdict.Trust.NONE);
    assertThat(found.method()).isEmpty();
    assertThat(found.headline()).startsWith("Trust none of these methods here");
  }

  @Test
  void whatIsWorseThanChanceByAnyMeasureIsNotRecommended() {
    MethodEvaluation mixed = both("mixed", chance(-0.3, 0.01), chance(-0.3, 0.01));
    Verdict alone = ofBoth(mixed);
    assertThat(alone.trust()).isEqualTo(Verdict.Trust.NONE);
    assertThat(alone.method()).isEmpty();
    assertThat(alone.headline())
        .isEqualTo(
            "Trust none of these methods here: mixed is better than chance by insertion, but worse"
                + " than chance by deletion: do not rely on it.");
    MethodEvaluation strong = both("strong", chance(-0.3, 0.02), chance(-0.5, 0.01));
    Verdict found = ofBoth(strong, both("sound", chance(0.01), chance(0)));
    assertThat(found.method()).contains("sound");
    assertThat(found.alternatives()).isEmpty();
    assertThat(found.reasons())
        .contains(
            "strong is better than chance by insertion, but worse than chance by deletion: do not"
                + " rely on it.");
  }

  @Test
  void constantExplanationsAreNamed() {
    List<Estimate> none = exact(NAN, NAN, NAN, NAN, NAN, NAN);
    MethodEvaluation flat =
        method("flat", 1, 6, List.of(), Map.of(EvaluationMetric.DELETION, none));
    Verdict alone = verdict(flat);
    assertThat(alone.trust()).isEqualTo(Verdict.Trust.NONE);
    assertThat(alone.headline())
        .isEqualTo("Trust none of these methods here: they say the same of all features.");
    Verdict found = verdict(flat, method("a", 1, chance(0.1, 0.01)));
    assertThat(found.method()).contains("a");
    assertThat(found.reasons())
        .contains(
            "The explanations of flat are constant, the same of all features, in 6 of 6 examples:"
                + " they explain nothing there.");
  }

  @Test
  void nothingIsSaidOfWhatWasNotMeasured() {
    List<Estimate> none = exact(NAN, NAN, NAN, NAN, NAN, NAN);
    MethodEvaluation failed =
        method("failed", NAN, 0, List.of("a: why"), Map.of(EvaluationMetric.DELETION, none));
    Verdict found = verdict(method("bad", 1, chance(-0.2, 0.01)), failed);
    assertThat(found.headline())
        .startsWith("Trust none of the methods that could be measured (bad) here");
    assertThat(found.reasons())
        .contains(
            "failed could not be measured.",
            "bad is worse than chance by deletion: do not rely on it.");
  }

  @Test
  void oneExampleIsNoProof() {
    Verdict found = verdict(method("a", 1, 0.01));
    assertThat(found.trust()).isEqualTo(Verdict.Trust.UNKNOWN);
    assertThat(found.headline()).contains("one example");
  }

  @Test
  void examplesThatFailedAreLeftOut() {
    Verdict found = verdict(method("a", 1, 0.1, Double.NaN, 0.2, 0.12, 0.05, 0.14));
    assertThat(found.trust()).isEqualTo(Verdict.Trust.GOOD);
    Verdict nothing = verdict(method("a", 1, Double.NaN, Double.NaN));
    assertThat(nothing.headline()).contains("no method could be measured");
  }

  /** Student's interval, as scipy.stats.ttest_rel gives it for these pairs. */
  @Test
  void intervalsAreThoseOfAPairedTTest() {
    PairedDifference found =
        PairedDifference.of(
            EvaluationMetric.INSERTION, List.of(1.0, 2.0, 4.0, 3.5), List.of(0.5, 1.9, 3.0, 3.1));
    assertThat(found.mean()).isCloseTo(0.5, within(1e-12));
    assertThat(found.halfWidth()).isCloseTo(0.5953811863, within(1e-8));
    assertThat(found.isBetter()).isFalse();
  }
}
