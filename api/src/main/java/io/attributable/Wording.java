package io.attributable;

/** How messages write their remedies, which depends on where they are read. */
public enum Wording {
  /** In an application or at compile time: as calls of this library. */
  JAVA,
  /** In a terminal: as options of a command. */
  COMMAND_LINE,
  /**
   * In the reply to a JSON request: as fields of a request, and options of the command for what
   * requests cannot set.
   */
  REQUEST
}
