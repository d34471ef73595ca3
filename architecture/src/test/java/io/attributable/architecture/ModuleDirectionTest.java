package io.attributable.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.testing.MavenModule;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Which module may know which: api ← graph ← { processor, tf-backend } ← all others. Modules that
 * are not named here are above all that are.
 */
class ModuleDirectionTest {
  private static final String PREFIX = "attributable-";
  private static final String PROCESSOR = PREFIX + "processor";

  /** Each knows modules of the layers before it, and no other module. */
  private static final List<Set<String>> LAYERS =
      List.of(
          Set.of(PREFIX + "api"),
          Set.of(PREFIX + "graph"),
          Set.of(PROCESSOR, PREFIX + "tf-backend"));

  /** Knows no other module, and is known to none of the layers. */
  private static final String ARRAYS = PREFIX + "npy";

  /** Shows the other samples, which are applications. */
  private static final String GALLERY = PREFIX + "sample-gallery";

  /** Packs the command line, which is one. */
  private static final String DISTRIBUTION = PREFIX + "distribution";

  private static final Map<String, MavenModule> MODULES =
      MavenModule.all().stream()
          .collect(Collectors.toMap(MavenModule::artifact, Function.identity()));

  static List<MavenModule> modules() {
    return MavenModule.all();
  }

  @Test
  void thoseWithAPlaceOfTheirOwnExist() {
    Set<String> named = LAYERS.stream().flatMap(Set::stream).collect(Collectors.toSet());
    named.add(ARRAYS);
    assertThat(MODULES.keySet()).containsAll(named);
  }

  @ParameterizedTest
  @MethodSource("modules")
  void aModuleKnowsOnlyWhatLiesBelowIt(MavenModule module) {
    assertThat(module.uses()).isSubsetOf(allowed(module));
  }

  private static Set<String> allowed(MavenModule module) {
    Set<String> below = new HashSet<>();
    if (module.artifact().equals(ARRAYS)) {
      return below;
    }
    for (Set<String> layer : LAYERS) {
      if (layer.contains(module.artifact())) {
        return below;
      }
      below.addAll(layer);
    }
    MODULES.values().stream()
        .filter(other -> !Applications.isOne(other) || isShown(other, module))
        .forEach(other -> below.add(other.artifact()));
    if (module.published()) {
      // It belongs into compilers, not beside the classes that run.
      below.remove(PROCESSOR);
    }
    return below;
  }

  private static boolean isShown(MavenModule other, MavenModule module) {
    return module.artifact().equals(GALLERY)
        ? other.artifact().startsWith(PREFIX + "sample-")
        : module.artifact().equals(DISTRIBUTION) && other.artifact().equals(PREFIX + "cli");
  }

  /** What others use, and what is started; a sample that others call from may do as it likes. */
  static Stream<MavenModule> publishedOrStarted() {
    return MavenModule.all().stream()
        .filter(module -> module.published() || Applications.isOne(module));
  }

  /**
   * TensorFlow's, of hundreds of megabytes and for one platform each. What is started but uses no
   * other module, such as the site, runs no models.
   */
  @ParameterizedTest
  @MethodSource("publishedOrStarted")
  void nativeLibrariesAreNeverForcedOnUsers(MavenModule module) {
    assertThat(module.bringsNativeLibrary())
        .isEqualTo(Applications.isOne(module) && !module.uses().isEmpty());
  }

  @Test
  void allAreCompiledBeforeTheirClassesAreReadHere() {
    Set<String> before = new HashSet<>();
    need(
        MODULES.values().stream()
            .filter(module -> module.name().equals("architecture"))
            .findFirst()
            .orElseThrow(),
        before);
    assertThat(before)
        .as("what architecture/pom.xml brings along")
        .containsAll(Compiled.modules().stream().map(MavenModule::artifact).toList());
  }

  private static void need(MavenModule module, Set<String> all) {
    for (String artifact : module.needs()) {
      if (all.add(artifact)) {
        need(MODULES.get(artifact), all);
      }
    }
  }
}
