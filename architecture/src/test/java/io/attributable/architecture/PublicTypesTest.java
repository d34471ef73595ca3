package io.attributable.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import io.attributable.testing.MavenModule;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What users see of a library shows nothing that may change with any release. */
class PublicTypesTest {
  private static final String GRAPH = "graph";

  /** Of what users build with, all but the graph, whose types are known to other modules only. */
  static Stream<MavenModule> libraries() {
    return Compiled.modules().stream()
        .filter(MavenModule::published)
        .filter(module -> !Applications.isOne(module) && !module.name().equals(GRAPH));
  }

  @ParameterizedTest
  @MethodSource("libraries")
  void neitherInternalTypesNorThoseOfGraphsAreShown(MavenModule module) throws IOException {
    Set<String> exported = Exports.of(module);
    assertThat(exported.isEmpty()).isEqualTo(Exports.isServiceAlone(module));
    assertThat(Compiled.of(module).stream().map(JavaClass::getPackageName)).containsAll(exported);
    Set<String> graph =
        Compiled.modules().stream()
            .filter(other -> other.name().equals(GRAPH))
            .flatMap(other -> Compiled.of(other).stream())
            .map(JavaClass::getName)
            .collect(Collectors.toSet());
    Set<String> shown = new TreeSet<>();
    for (JavaClass type : Compiled.of(module)) {
      if (exported.contains(type.getPackageName())) {
        Signatures.of(type).stream()
            .filter(use -> isInternal(use.shown()) || graph.contains(use.shown().getName()))
            .forEach(use -> shown.add(use.toString()));
      }
    }
    assertThat(shown).isEmpty();
  }

  /** The same search in the graph's own module, whose methods do return its types. */
  @Test
  void typesInSignaturesAreFound() {
    JavaClass index =
        Compiled.all().stream()
            .filter(type -> type.getName().equals("io.attributable.graph.layer.LayerIndex"))
            .findFirst()
            .orElseThrow();
    assertThat(Signatures.of(index))
        .extracting(Signatures.Use::toString)
        .contains(
            "io.attributable.graph.layer.LayerIndex.graph shows"
                + " io.attributable.graph.flat.FlatGraph",
            "io.attributable.graph.layer.LayerIndex.layers shows"
                + " io.attributable.graph.layer.LayerEntry");
  }

  private static boolean isInternal(JavaClass type) {
    return List.of(type.getPackageName().split("\\.")).contains("internal");
  }
}
