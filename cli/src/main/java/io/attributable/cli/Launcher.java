package io.attributable.cli;

/** The script that started this JVM, if one did. */
final class Launcher {
  private static final String PROCESS = "ATTRIBUTABLE_LAUNCHER";
  private static final int KILLED = 137;

  private Launcher() {}

  /** Ends the JVM when the script has ended, which alone waits for it and could stop it. */
  static void follow() {
    String process = System.getenv(PROCESS);
    if (process != null && process.matches("\\d{1,18}")) {
      ProcessHandle.of(Long.parseLong(process)).ifPresent(Launcher::follow);
    }
  }

  private static void follow(ProcessHandle script) {
    var unused = script.onExit().thenRun(Launcher::end);
  }

  /** Not by the shutdown hooks: TensorFlow may be at work, and would be waited for. */
  private static void end() {
    Runtime.getRuntime().halt(KILLED);
  }
}
