package io.attributable.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import io.attributable.testing.MavenModule;

/** Modules that are started, rather than used by others: a class of theirs has {@code main}. */
final class Applications {
  private Applications() {}

  static boolean isOne(MavenModule module) {
    return Compiled.of(module).stream().anyMatch(Applications::isStarted);
  }

  private static boolean isStarted(JavaClass type) {
    return type.tryGetMethod("main", String[].class)
        .filter(main -> main.getModifiers().contains(JavaModifier.PUBLIC))
        .filter(main -> main.getModifiers().contains(JavaModifier.STATIC))
        .isPresent();
  }
}
