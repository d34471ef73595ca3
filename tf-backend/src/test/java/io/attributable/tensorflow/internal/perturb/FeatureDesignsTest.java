package io.attributable.tensorflow.internal.perturb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.attributable.Ablation;
import io.attributable.AttributionException;
import io.attributable.Baseline;
import io.attributable.FeatureGroupMethod;
import io.attributable.FeatureMask;
import io.attributable.KernelShap;
import io.attributable.Lime;
import io.attributable.Shapley;
import io.attributable.ShapleySampling;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Designs, on games whose values are known. */
class FeatureDesignsTest {
  private static final FeatureMask NO_MASK = FeatureMask.none();

  private static FeatureDesign.Values values(
      FeatureGroupMethod method, int features, ToDoubleFunction<boolean[]> game) {
    FeatureDesign design = FeatureDesigns.of(method, features);
    double[] some = new double[design.size()];
    for (int i = 0; i < some.length; i++) {
      boolean[] there = new boolean[features + 2];
      design.write(i, there, 1);
      some[i] = game.applyAsDouble(Arrays.copyOfRange(there, 1, features + 1));
    }
    boolean[] all = new boolean[features];
    double none = game.applyAsDouble(all);
    Arrays.fill(all, true);
    return design.values(game.applyAsDouble(all), none, some);
  }

  private static KernelShap kernel(int samples, long seed) {
    return new KernelShap(Baseline.zeros(), NO_MASK, samples, seed);
  }

  private static ShapleySampling orders(int samples, long seed) {
    return new ShapleySampling(Baseline.zeros(), NO_MASK, samples, seed);
  }

  /** Any number for each combination, always the same one. */
  private static ToDoubleFunction<boolean[]> random(long seed) {
    Map<Integer, Double> known = new HashMap<>();
    return there ->
        known.computeIfAbsent(
            Arrays.hashCode(there), hash -> new SplittableRandom(seed + hash).nextDouble());
  }

  private static double additive(boolean[] there) {
    double sum = 0.5;
    for (int i = 0; i < there.length; i++) {
      sum += there[i] ? i - 2 : 0;
    }
    return sum;
  }

  @Test
  void ofASumEveryMethodGivesTheTerms() {
    double[] terms = {-2, -1, 0, 1, 2, 3};
    for (FeatureGroupMethod method :
        new FeatureGroupMethod[] {
          new Shapley(),
          kernel(62, 0),
          kernel(20, 1),
          orders(2, 5),
          new Ablation(),
          new Lime(Baseline.zeros(), NO_MASK, 40, Lime.Regression.RIDGE, 0, 0.25, 0),
          new Lime(Baseline.zeros(), NO_MASK, 40, Lime.Regression.LASSO, 0, 0.25, 0)
        }) {
      FeatureDesign.Values found = values(method, 6, FeatureDesignsTest::additive);
      assertThat(found.values()).as(method.name()).containsExactly(terms, within(1e-8));
      found.fit().ifPresent(fit -> assertThat(fit).isCloseTo(1, within(1e-9)));
      found
          .errors()
          .ifPresent(errors -> assertThat(errors).containsOnly(new double[6], within(1e-8)));
    }
  }

  @Test
  void whatTakesTwoFeaturesIsSharedByThem() {
    ToDoubleFunction<boolean[]> both = there -> (there[0] && there[1] ? 4 : 0) + (there[2] ? 3 : 0);
    double[] exact = values(new Shapley(), 3, both).values();
    assertThat(exact).containsExactly(new double[] {2, 2, 3}, within(1e-12));
    assertThat(values(kernel(6, 0), 3, both).values()).containsExactly(exact, within(1e-10));
    ToDoubleFunction<boolean[]> either = there -> there[0] != there[1] ? 1 : 0;
    assertThat(values(new Shapley(), 3, either).values())
        .containsOnly(new double[3], within(1e-12));
    assertThat(values(new Ablation(), 3, either).values())
        .containsExactly(new double[] {-1, -1, 0}, within(1e-12));
  }

  @Test
  void allCombinationsOfTheKernelAreShapleyValues() {
    for (int features = 2; features <= 9; features++) {
      double[] exact = values(new Shapley(), features, random(features)).values();
      FeatureDesign.Values found = values(kernel(1 << features, 0), features, random(features));
      assertThat(found.values()).containsExactly(exact, within(1e-9));
      assertThat(found.errors().orElseThrow()).containsOnly(0);
    }
  }

  /** Over many seeds, what values are off by is what they say; and they are off to both sides. */
  @Test
  void errorsAreWhatTheySay() {
    int features = 9;
    double[] exact = values(new Shapley(), features, random(1)).values();
    assertThat(offInErrors(exact, seed -> kernel(120, seed))).isBetween(0.8, 1.25);
    assertThat(offInErrors(exact, seed -> orders(25, seed))).isBetween(0.85, 1.15);
  }

  private interface Seeded {
    FeatureGroupMethod of(long seed);
  }

  private static double offInErrors(double[] exact, Seeded method) {
    double squares = 0;
    double[] sums = new double[exact.length];
    int seeds = 150;
    for (int seed = 0; seed < seeds; seed++) {
      FeatureDesign.Values found = values(method.of(seed), exact.length, random(1));
      for (int i = 0; i < exact.length; i++) {
        double off = (found.values()[i] - exact[i]) / found.errors().orElseThrow()[i];
        sums[i] += off / seeds;
        squares += off * off / seeds / exact.length;
      }
    }
    assertThat(sums).containsOnly(new double[exact.length], within(0.45));
    return Math.sqrt(squares);
  }

  @Test
  void samplesAddUpExactly() {
    for (FeatureGroupMethod method : new FeatureGroupMethod[] {kernel(60, 3), orders(3, 3)}) {
      FeatureDesign.Values found = values(method, 12, random(2));
      boolean[] all = new boolean[12];
      double none = random(2).applyAsDouble(all);
      Arrays.fill(all, true);
      assertThat(Arrays.stream(found.values()).sum())
          .isCloseTo(random(2).applyAsDouble(all) - none, within(1e-10));
    }
  }

  @Test
  void theSameSeedDrawsTheSame() {
    assertThat(values(kernel(60, 3), 12, random(2)).values())
        .containsExactly(values(kernel(60, 3), 12, random(2)).values())
        .isNotEqualTo(values(kernel(60, 4), 12, random(2)).values());
    assertThat(values(orders(1, 4), 12, random(2)).errors().orElseThrow()).containsOnly(Double.NaN);
  }

  @Test
  void tooFewSamplesAreRefused() {
    assertRefused(kernel(5, 0), 6, "\"samples\" cannot be 5: 6 features take at least 14");
    assertRefused(kernel(5, 0), 3, "\"samples\" cannot be 5: 3 features take at least 6");
    assertRefused(kernel(5, 0), 1, "\"mask\" leaves one feature");
    assertRefused(kernel(100_000, 0), 5001, "leaves 5001 features");
    assertRefused(new Lime(), 150_528, "leaves 150528 features");
    assertRefused(new Shapley(), 17, "17 features take 2^17");
    assertRefused(new Shapley(), 900, "900 features take 2^900");
    assertRefused(orders(100_000, 0), 100_000, "more than 2^30 evaluations");
    assertRefused(
        new Lime(Baseline.zeros(), NO_MASK, 5, Lime.Regression.RIDGE, 0, 0.25, 0),
        6,
        "6 features take at least 7");
  }

  private static void assertRefused(FeatureGroupMethod method, int features, String text) {
    assertThatThrownBy(() -> FeatureDesigns.of(method, features))
        .isInstanceOf(AttributionException.class)
        .hasMessageContaining("[MethodParameter] Method \"" + method.name() + "\"")
        .hasMessageContaining(text);
  }
}
