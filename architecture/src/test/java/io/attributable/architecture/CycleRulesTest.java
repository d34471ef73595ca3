package io.attributable.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import io.attributable.testing.MavenModule;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Packages have no cycles; classes have small ones at most, counted by files. */
class CycleRulesTest {
  private static final int MOST_CLASSES = 5;

  static Set<MavenModule> modules() {
    return Compiled.modules();
  }

  @Test
  void packagesAreFreeOfCycles() {
    Map<String, Set<String>> uses = uses(Compiled.all(), JavaClass::getPackageName);
    assertThat(Cycles.in(uses)).as(() -> why(Compiled.all(), Cycles.in(uses))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("modules")
  void cyclesOfClassesAreSmall(MavenModule module) {
    List<Set<String>> large =
        Cycles.in(uses(Compiled.of(module), Compiled::topLevel)).stream()
            .filter(cycle -> cycle.size() > MOST_CLASSES)
            .toList();
    assertThat(large).isEmpty();
  }

  /** Who uses whom, by what classes belong to. */
  private static Map<String, Set<String>> uses(
      List<JavaClass> classes, Function<JavaClass, String> owner) {
    Set<String> known = classes.stream().map(JavaClass::getName).collect(Collectors.toSet());
    Map<String, Set<String>> uses = new TreeMap<>();
    for (JavaClass type : classes) {
      Set<String> used = uses.computeIfAbsent(owner.apply(type), name -> new TreeSet<>());
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        JavaClass target = dependency.getTargetClass().getBaseComponentType();
        if (known.contains(target.getName()) && !owner.apply(target).equals(owner.apply(type))) {
          used.add(owner.apply(target));
        }
      }
    }
    return uses;
  }

  /** Which class uses which across the packages of cycles. */
  private static String why(List<JavaClass> classes, List<Set<String>> cycles) {
    return classes.stream()
        .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
        .filter(
            dependency ->
                cycles.stream()
                    .anyMatch(
                        cycle ->
                            cycle.contains(dependency.getOriginClass().getPackageName())
                                && cycle.contains(dependency.getTargetClass().getPackageName())))
        .map(
            dependency ->
                List.of(
                    Compiled.topLevel(dependency.getOriginClass()),
                    Compiled.topLevel(dependency.getTargetClass().getBaseComponentType())))
        .filter(pair -> !packageOf(pair.get(0)).equals(packageOf(pair.get(1))))
        .map(pair -> String.join(" uses ", pair))
        .collect(Collectors.toCollection((Supplier<Collection<String>>) TreeSet::new))
        .stream()
        .collect(Collectors.joining("\n"));
  }

  private static String packageOf(String type) {
    return type.substring(0, type.lastIndexOf('.'));
  }
}
