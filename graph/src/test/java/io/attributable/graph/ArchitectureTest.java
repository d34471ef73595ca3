package io.attributable.graph;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.jspecify.annotations.NullMarked;

/** Reading and differentiating a model never needs TensorFlow to run. */
@AnalyzeClasses(packages = "io.attributable", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule GRAPH_KNOWS_TENSORFLOW_ONLY_AS_DATA =
      noClasses()
          .that()
          .resideInAPackage("io.attributable.graph..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("org.tensorflow..", "org.bytedeco..")
                  .and(
                      DescribedPredicate.not(
                          resideInAnyPackage(
                              "org.tensorflow.proto..", "org.tensorflow.ndarray.."))));

  @ArchTest
  static final ArchRule GRAPH_KNOWS_NOTHING_ABOVE_IT =
      classes()
          .that()
          .resideInAPackage("io.attributable.graph..")
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(
                  "java..",
                  "org.jspecify..",
                  "com.google.protobuf..",
                  "org.tensorflow.proto..",
                  "org.tensorflow.ndarray..",
                  "io.attributable",
                  "io.attributable.model",
                  "io.attributable.preflight",
                  "io.attributable.graph.."));

  @ArchTest
  static final ArchRule API_KNOWS_NEITHER_PROTO_NOR_GRAPH =
      classes()
          .that()
          .resideInAnyPackage(
              "io.attributable", "io.attributable.model", "io.attributable.preflight")
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(
                  "java..",
                  "org.jspecify..",
                  "org.tensorflow.ndarray..",
                  "com.fasterxml.jackson.annotation..",
                  "io.attributable",
                  "io.attributable.model",
                  "io.attributable.preflight"));

  @ArchTest
  static final ArchRule PACKAGES_ARE_FREE_OF_CYCLES =
      slices().matching("io.attributable.(**)").should().beFreeOfCycles();

  @ArchTest
  static void packagesSayWhatMayBeNull(JavaClasses classes) {
    assertThat(classes.stream().map(JavaClass::getPackage).distinct())
        .allSatisfy(found -> assertThat(found.isAnnotatedWith(NullMarked.class)).isTrue());
  }
}
