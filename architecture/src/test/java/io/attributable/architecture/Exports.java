package io.attributable.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import io.attributable.testing.MavenModule;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The packages that a module exports to everybody. */
final class Exports {
  private Exports() {}

  /** As {@code module-info} says; without one, all but those that are internal by name. */
  static Set<String> of(MavenModule module) throws IOException {
    Optional<ModuleDescriptor> descriptor = descriptor(module);
    if (descriptor.isPresent()) {
      return descriptor.get().exports().stream()
          .filter(exports -> !exports.isQualified())
          .map(ModuleDescriptor.Exports::source)
          .collect(Collectors.toSet());
    }
    return Compiled.of(module).stream()
        .map(JavaClass::getPackageName)
        .filter(name -> !List.of(name.split("\\.")).contains("internal"))
        .collect(Collectors.toSet());
  }

  /** Whether it is found as a service, and has no types for anybody. */
  static boolean isServiceAlone(MavenModule module) throws IOException {
    return descriptor(module)
        .filter(known -> known.exports().isEmpty() && !known.provides().isEmpty())
        .isPresent();
  }

  private static Optional<ModuleDescriptor> descriptor(MavenModule module) throws IOException {
    Path file = module.classes().resolve("module-info.class");
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(file)) {
      return Optional.of(ModuleDescriptor.read(in));
    }
  }
}
