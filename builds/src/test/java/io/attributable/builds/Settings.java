package io.attributable.builds;

import java.nio.file.Path;
import java.util.Objects;

/** What the build that runs these tests tells them. */
final class Settings {
  private Settings() {}

  /** The root of the sources. */
  static Path root() {
    return Path.of(property("project.root"));
  }

  static Path target() {
    return Path.of(property("builds.target"));
  }

  static Path mavenHome() {
    return Path.of(property("maven.home"));
  }

  /** The version of the modules. */
  static String version() {
    return property("builds.version");
  }

  /** The native library of this machine. */
  static String classifier() {
    return property("builds.classifier");
  }

  static boolean offline() {
    return property("builds.offline").equals("offline: true");
  }

  /** The local repository of the build that runs these tests. */
  static Path localRepository() {
    return Path.of(System.getProperty("maven.repo.local", property("builds.repository")));
  }

  private static String property(String name) {
    return Objects.requireNonNull(System.getProperty(name), name);
  }
}
