package io.attributable.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import io.attributable.testing.MavenModule;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The packages that a module exports to everybody. */
final class Exports {
  private Exports() {}

  /** As {@code module-info} says; without one, all but those that are internal by name. */
  static Set<String> of(MavenModule module) throws IOException {
    Path descriptor = module.classes().resolve("module-info.class");
    if (Files.exists(descriptor)) {
      try (InputStream in = Files.newInputStream(descriptor)) {
        return ModuleDescriptor.read(in).exports().stream()
            .filter(exports -> !exports.isQualified())
            .map(ModuleDescriptor.Exports::source)
            .collect(Collectors.toSet());
      }
    }
    return Compiled.of(module).stream()
        .map(JavaClass::getPackageName)
        .filter(name -> !List.of(name.split("\\.")).contains("internal"))
        .collect(Collectors.toSet());
  }
}
