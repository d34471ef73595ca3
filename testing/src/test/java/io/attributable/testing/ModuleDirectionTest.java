package io.attributable.testing;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/**
 * Which module may know which: api ← graph ← { processor, tf-backend } ← { kotlin, cli, samples,
 * benchmarks }.
 */
class ModuleDirectionTest {
  private static final Map<String, Set<String>> ALLOWED =
      Map.ofEntries(
          entry("api", Set.of()),
          entry("npy", Set.of()),
          entry("kotlin", Set.of("tf-backend")),
          entry("graph", Set.of("api")),
          entry("testing", Set.of("api", "npy")),
          entry("processor", Set.of("graph")),
          entry("tf-backend", Set.of("graph")),
          entry("cli", Set.of("tf-backend", "npy")),
          entry("benchmarks", Set.of("tf-backend", "npy")),
          entry("samples/digits", Set.of("tf-backend", "npy", "processor")),
          entry("samples/digits-kotlin", Set.of("kotlin", "npy", "processor")),
          entry("samples/train-in-java", Set.of("tf-backend", "processor")));

  static Set<String> modules() {
    return ALLOWED.keySet();
  }

  @ParameterizedTest
  @MethodSource("modules")
  void aModuleKnowsOnlyWhatLiesBelowIt(String module) throws Exception {
    assertThat(known(module)).isSubsetOf(ALLOWED.get(module));
  }

  /** TensorFlow's, of hundreds of megabytes and for one platform each. */
  @ParameterizedTest
  @MethodSource("modules")
  void nativeLibrariesAreNeverForcedOnUsers(String module) throws Exception {
    boolean application =
        Set.of("cli", "benchmarks").contains(module) || module.startsWith("samples/");
    assertThat(forcesNativeLibrary(module)).isEqualTo(application);
  }

  private static Set<String> known(String module) throws Exception {
    Set<String> known = new HashSet<>();
    for (Element dependency : dependencies(module)) {
      if (text(dependency, "groupId").equals("io.attributable")
          && !text(dependency, "scope").equals("test")) {
        known.add(text(dependency, "artifactId").replace("attributable-", ""));
      }
    }
    return known;
  }

  private static boolean forcesNativeLibrary(String module) throws Exception {
    return dependencies(module).stream()
        .anyMatch(
            dependency ->
                text(dependency, "groupId").equals("org.tensorflow")
                    && !text(dependency, "classifier").isEmpty()
                    && !text(dependency, "scope").equals("test"));
  }

  private static Set<Element> dependencies(String module) throws Exception {
    Path pom = Path.of(System.getProperty("project.root"), module, "pom.xml");
    NodeList found =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(pom.toFile())
            .getElementsByTagName("dependency");
    Set<Element> dependencies = new HashSet<>();
    for (int i = 0; i < found.getLength(); i++) {
      dependencies.add((Element) found.item(i));
    }
    return dependencies;
  }

  private static String text(Element parent, String name) {
    Node child = parent.getElementsByTagName(name).item(0);
    return child == null ? "" : child.getTextContent().strip();
  }
}
