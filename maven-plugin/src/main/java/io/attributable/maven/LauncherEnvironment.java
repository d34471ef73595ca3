package io.attributable.maven;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** What the launchers of the command line set before they start its JVM: see launcher.sh. */
final class LauncherEnvironment {
  private static final String LOCALE = "LC_ALL";

  private LauncherEnvironment() {}

  /**
   * Sets it; what the user has set is left.
   *
   * @param verbose whether TensorFlow's log is shown
   */
  static void set(Map<String, String> environment, boolean verbose) {
    // Names of layers and files are UTF-8, also where no locale is set.
    String locale =
        Stream.of(LOCALE, "LC_CTYPE", "LANG")
            .map(environment::get)
            .filter(Objects::nonNull)
            .filter(name -> !name.isEmpty())
            .findFirst()
            .orElse("");
    if (!locale.toUpperCase(Locale.ROOT).matches(".*UTF.*8.*")) {
      environment.put(LOCALE, "C.UTF-8");
    }
    if (!verbose) {
      environment.putIfAbsent("TF_CPP_MIN_LOG_LEVEL", "3");
    }
    // Each plan has the threads that it is worth.
    environment.putIfAbsent("TF_OVERRIDE_GLOBAL_THREADPOOL", "1");
    // A build that is killed leaves nothing running.
    environment.put("ATTRIBUTABLE_LAUNCHER", Long.toString(ProcessHandle.current().pid()));
  }
}
