package io.attributable.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import io.attributable.testing.MavenModule;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Reading and differentiating a model never needs TensorFlow to run; results not even protocol
 * buffers.
 */
class LibrariesTest {
  private static final String JAVA = "java..";
  private static final String NULLNESS = "org.jspecify..";
  private static final String ARRAYS = "org.tensorflow.ndarray..";

  @Test
  void resultsKnowArraysAndHowJacksonWritesThem() {
    assertThat(
            strangers(
                "api",
                List.of("api"),
                JAVA,
                NULLNESS,
                ARRAYS,
                "com.fasterxml.jackson.annotation.."))
        .isEmpty();
  }

  @Test
  void modelsAreDataToTheGraph() {
    assertThat(
            strangers(
                "graph",
                List.of("api", "graph"),
                JAVA,
                NULLNESS,
                ARRAYS,
                "com.google.protobuf..",
                "org.tensorflow.proto.."))
        .isEmpty();
  }

  /** What a module's classes use beyond these modules and packages. */
  private static Stream<String> strangers(String module, List<String> modules, String... packages) {
    DescribedPredicate<JavaClass> library = resideInAnyPackage(packages);
    List<String> own =
        modules.stream()
            .flatMap(name -> Compiled.of(named(name)).stream())
            .map(JavaClass::getName)
            .toList();
    return Compiled.of(named(module)).stream()
        .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
        .filter(
            dependency -> {
              JavaClass used = dependency.getTargetClass().getBaseComponentType();
              return !used.isPrimitive() && !library.test(used) && !own.contains(used.getName());
            })
        .map(dependency -> dependency.getDescription());
  }

  private static MavenModule named(String name) {
    return MavenModule.all().stream()
        .filter(module -> module.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
