package io.attributable.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import io.attributable.testing.MavenModule;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Packages in Java say what may be null; Kotlin's types do so by themselves. */
class NullMarkedTest {

  static Set<MavenModule> modules() {
    return Compiled.modules();
  }

  @ParameterizedTest
  @MethodSource("modules")
  void everyPackageSaysWhatMayBeNull(MavenModule module) {
    assertThat(Compiled.of(module)).isNotEmpty();
    assertThat(
            Compiled.of(module).stream()
                .filter(type -> Compiled.isWrittenIn(".java", type))
                .map(JavaClass::getPackage)
                .distinct()
                .filter(found -> !found.isAnnotatedWith(NullMarked.class)))
        .isEmpty();
  }
}
