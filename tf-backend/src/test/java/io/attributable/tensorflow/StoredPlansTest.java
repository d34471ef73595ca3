package io.attributable.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.Smoothing;
import io.attributable.Target;
import io.attributable.tensorflow.observe.ModelObserver;
import io.attributable.tensorflow.observe.PlanInfo;
import io.attributable.tensorflow.options.ModelOptions;
import io.attributable.tensorflow.options.WeightSource;
import io.attributable.testing.Fixtures;
import io.attributable.testing.GoldenCase;
import io.attributable.testing.MethodCase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Plans that one load of a model leaves are those that the next one uses. */
class StoredPlansTest {
  /** Their weights are what TensorFlow's loader makes of them, which need not be the same again. */
  private static final Set<String> BY_THE_LOADER =
      Set.of("tf1_table", "tfmodule_functions", "tfmodule_string_table");

  @TempDir Path cache;
  private final List<PlanInfo> plans = new ArrayList<>();
  private final ModelObserver observer =
      new ModelObserver() {
        @Override
        public void planMade(PlanInfo plan) {
          plans.add(plan);
        }
      };
  private ModelOptions options = ModelOptions.defaults();

  @BeforeEach
  void keepPlans() {
    options = ModelOptions.defaults().planCache(cache).observers(observer);
  }

  /** Fused kernels, loops of both kinds, functions, variables, tables, strings, half precision. */
  private static final List<String> MODELS =
      List.of(
          "k2_save_cnn",
          "k3_int8",
          "k3_lstm",
          "k3_mixed_float16",
          "k3_transformer",
          "ops_sparse",
          "tf1_loops_and_branches",
          "tf1_simple",
          "tf1_table",
          "tfmodule_bytes",
          "tfmodule_loop_functions",
          "tfmodule_stateful",
          "tfmodule_string_table");

  static Stream<String> models() {
    return MODELS.stream().filter(Fixtures.modelsWithCases()::contains);
  }

  @ParameterizedTest
  @MethodSource("models")
  void readPlansGiveTheNumbersOfPython(String name) {
    List<GoldenCase> cases =
        Fixtures.cases(name).stream().filter(golden -> golden.error().isEmpty()).limit(2).toList();
    check(name, cases);
    int made = plans.size();
    assertThat(plans).noneMatch(PlanInfo::cached);
    check(name, cases);
    assertThat(plans.subList(made, plans.size())).hasSize(made);
    if (!BY_THE_LOADER.contains(name)) {
      assertThat(plans.subList(made, plans.size())).allMatch(PlanInfo::cached);
    }
  }

  private void check(String name, List<GoldenCase> cases) {
    try (AttributableModel model = AttributableModel.load(Fixtures.model(name), options)) {
      cases.forEach(golden -> GoldenCheck.check(model, golden));
    }
  }

  /** One golden case of each method. */
  static Stream<MethodCase> methods() {
    Set<Class<?>> seen = new HashSet<>();
    return Fixtures.modelsWithMethodCases().stream()
        .filter(name -> !BY_THE_LOADER.contains(name))
        .flatMap(name -> Fixtures.methodCases(name).stream())
        .filter(wanted -> wanted.golden().error().isEmpty())
        .filter(wanted -> seen.add(wanted.method().getClass()));
  }

  @ParameterizedTest
  @MethodSource("methods")
  void readPlansGiveTheNumbersOfPythonByAllMethods(MethodCase wanted) {
    for (int i = 0; i < 2; i++) {
      try (AttributableModel model =
          AttributableModel.load(Fixtures.model(wanted.golden().model()), options)) {
        GoldenCheck.check(model, wanted);
      }
    }
    int made = plans.size() / 2;
    assertThat(plans).isNotEmpty();
    assertThat(plans.subList(0, made)).noneMatch(PlanInfo::cached);
    assertThat(plans.subList(made, 2 * made)).allMatch(PlanInfo::cached);
  }

  @Test
  void noiseIsTheSame() {
    List<float[]> found = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      try (AttributableModel model = Digits.load(options)) {
        found.add(
            Digits.flat(
                Digits.request(model, Digits.images(2, 1))
                    .target(Target.of(1))
                    .smooth(Smoothing.smoothgrad(3, 0.1).withSeed(5))
                    .attribute()
                    .get("conv2")
                    .floats()));
      }
    }
    assertThat(found.get(1)).isEqualTo(found.get(0));
    assertThat(plans).extracting(PlanInfo::cached).containsExactly(false, true);
  }

  private float[] attributed() {
    try (AttributableModel model = Digits.load(options)) {
      return attributed(model);
    }
  }

  private static float[] attributed(AttributableModel model) {
    return Digits.flat(
        Digits.request(model, Digits.images(2, 1))
            .target(Target.of(1))
            .attribute()
            .get("conv2")
            .floats());
  }

  private Path onlyPlan() throws IOException {
    return onlyPlan(cache);
  }

  private static Path onlyPlan(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> all = files.toList();
      assertThat(all).hasSize(1);
      return all.get(0);
    }
  }

  @Test
  void aDamagedPlanIsMadeAnew() throws IOException {
    float[] right = attributed();
    byte[] whole = Files.readAllBytes(onlyPlan());
    for (int at : damages(whole.length)) {
      byte[] damaged = whole.clone();
      damaged[at] ^= 0x10;
      isMadeAnew(damaged, right);
    }
    isMadeAnew(new byte[0], right);
    isMadeAnew(Arrays.copyOf(whole, whole.length / 2), right);
    isMadeAnew(Arrays.copyOf(whole, whole.length + 1), right);
    assertThat(Files.readAllBytes(onlyPlan())).hasSameSizeAs(whole);
  }

  /** The magic, the format, the lengths, the checksums, and all parts behind. */
  private static int[] damages(int length) {
    return IntStream.concat(
            IntStream.iterate(3, at -> at < 24, at -> at + 4),
            IntStream.range(1, 6).map(part -> part * (length - 1) / 5))
        .toArray();
  }

  private void isMadeAnew(byte[] damaged, float[] right) throws IOException {
    Files.write(onlyPlan(), damaged);
    plans.clear();
    assertThat(attributed()).isEqualTo(right);
    assertThat(plans).noneMatch(PlanInfo::cached);
    plans.clear();
    assertThat(attributed()).isEqualTo(right);
    assertThat(plans).allMatch(PlanInfo::cached);
  }

  @Test
  void aPlanOfAnotherModelIsNotUsed() throws IOException {
    Path other = cache.resolve("other");
    options = options.planCache(other);
    try (AttributableModel model = AttributableModel.load(Fixtures.model("k3_cnn"), options)) {
      GoldenCheck.check(model, Fixtures.cases("k3_cnn").get(0));
    }
    options = options.planCache(cache.resolve("own"));
    float[] right = attributed();
    Files.copy(
        onlyPlan(other), onlyPlan(cache.resolve("own")), StandardCopyOption.REPLACE_EXISTING);
    plans.clear();
    assertThat(attributed()).isEqualTo(right);
    assertThat(plans).noneMatch(PlanInfo::cached);
  }

  @Test
  void otherOptionsHaveOtherPlans() throws IOException {
    attributed();
    options = options.optimisations(Set.of());
    attributed();
    options = options.weights(WeightSource.VARIABLES);
    attributed();
    assertThat(plans).hasSize(3).noneMatch(PlanInfo::cached);
    try (Stream<Path> files = Files.list(cache)) {
      assertThat(files).hasSize(3);
    }
  }

  @Test
  void anotherTargetHasTheSamePlan() {
    attributed();
    try (AttributableModel model = Digits.load(options)) {
      Digits.request(model, Digits.images(1, 3)).target(Target.of(7)).attribute();
    }
    assertThat(plans).extracting(PlanInfo::cached).containsExactly(false, true);
  }

  @Test
  void whereNothingCanBeWrittenPlansAreMade() throws IOException {
    Path file = Files.createFile(cache.resolve("file"));
    options = options.planCache(file.resolve("plans"));
    assertThat(attributed()).isNotEmpty();
    assertThat(plans).hasSize(1).noneMatch(PlanInfo::cached);
  }

  @Test
  void aFileIsNoDirectory() throws IOException {
    options = options.planCache(Files.createFile(cache.resolve("file")));
    assertThatThrownBy(this::attributed)
        .isInstanceOfSatisfying(
            AttributionException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.UNWRITABLE_FILE))
        .hasMessageContaining("planCache");
  }

  @Test
  void shuffledWeightsHaveNoPlansOfTheModel() {
    attributed();
    try (AttributableModel model = Digits.load(options);
        AttributableModel shuffled = ShuffledWeights.of(model, "serving_default", 1, 1)) {
      assertThat(attributed(shuffled)).isNotEqualTo(attributed(model));
    }
    assertThat(plans).extracting(PlanInfo::cached).containsExactly(false, false, true);
  }
}
