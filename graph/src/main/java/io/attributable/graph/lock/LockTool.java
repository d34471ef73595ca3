package io.attributable.graph.lock;

/** What reads and writes lock files, as advice names it. */
public enum LockTool {
  /** The annotation processor. */
  PROCESSOR("compile once with -Aattributable.lock=write"),
  /** The plugin for Maven. */
  MAVEN("run mvn attributable:lock"),
  /** The command line. */
  COMMAND_LINE("run attributable lock");

  private final String writing;

  LockTool(String writing) {
    this.writing = writing;
  }

  /** What to do to have a lock file written; the end of a sentence. */
  String writing() {
    return writing;
  }
}
