package io.attributable.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.attributable.Lrp;
import io.attributable.LrpRule;
import io.attributable.Target;
import io.attributable.testing.Fixtures;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.ndarray.DoubleNdArray;
import org.tensorflow.ndarray.LongNdArray;

/**
 * Relevance as Zennit 0.5.1 has it, on a network with convolutions of all kinds, batch
 * normalisations, a residual sum, pooling and dense layers: {@code tools/relevance}. In 64 bits, so
 * that numbers agree to many digits.
 */
class LrpZennitTest {
  private static final Path ARRAYS = Fixtures.root().resolve("relevance");

  private static final Map<String, String> TENSORS =
      Map.of(
          "input", "input:image", "stem", "tensor:stem/Relu:0", "joined", "tensor:joined/Relu:0");

  private static AttributableModel model;

  @BeforeAll
  static void load() {
    model = AttributableModel.load(Fixtures.model("lrp_convolutions"));
  }

  @AfterAll
  static void close() {
    model.close();
  }

  /** Zennit's stabiliser is 1e-6 unless told otherwise. */
  static Stream<Map.Entry<String, Lrp>> rules() {
    Stream<Map.Entry<String, Lrp>> plain =
        Stream.of(LrpRule.values())
            .filter(rule -> rule != LrpRule.GAMMA)
            .map(rule -> Map.entry(word(rule), zennit(new Lrp(rule))));
    return Stream.concat(
        plain,
        Stream.of(
            Map.entry("epsilon-0.25", new Lrp().withEpsilon(0.25)),
            Map.entry("epsilon-without-bias", zennit(new Lrp()).withZeroBias())));
  }

  private static Lrp zennit(Lrp method) {
    return method.withEpsilon(1e-6).withBox(-3, 3);
  }

  private static String word(LrpRule rule) {
    return rule.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static double[] numbers(String name) {
    return flat((DoubleNdArray) Fixtures.array(ARRAYS.resolve(name + ".npy")));
  }

  private static double[] flat(DoubleNdArray array) {
    double[] flat = new double[(int) array.size()];
    int[] at = {0};
    array.scalars().forEach(value -> flat[at[0]++] = value.getDouble());
    return flat;
  }

  private static LayerAttribution request() {
    LongNdArray targets = (LongNdArray) Fixtures.array(ARRAYS.resolve("targets.npy"));
    return LayerAttribution.on(model)
        .input("image", Fixtures.array(ARRAYS.resolve("images.npy")))
        .target(
            Target.perExample(
                (int) targets.getLong(0), (int) targets.getLong(1), (int) targets.getLong(2)));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void rulesAndComposites(Map.Entry<String, Lrp> rule) {
    var relevance =
        request()
            .layers(TENSORS.values().toArray(String[]::new))
            .method(rule.getValue())
            .attribute();
    TENSORS.forEach(
        (name, address) -> {
          double[] expected = numbers(rule.getKey() + "." + name);
          double[] actual = flat(relevance.get(address).doubles());
          double largest = 0;
          for (double value : expected) {
            largest = Math.max(largest, Math.abs(value));
          }
          assertThat(actual).hasSameSizeAs(expected);
          for (int i = 0; i < actual.length; i++) {
            assertThat(actual[i])
                .as(rule.getKey() + " of " + name + " at " + i)
                .isCloseTo(expected[i], within(1e-6 * largest));
          }
        });
  }
}
