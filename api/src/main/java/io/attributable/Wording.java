package io.attributable;

/** Where a message is read, which says how its remedies are written. */
public enum Wording {
  /** In an application or at compile time: as calls of this library. */
  JAVA,
  /** In a terminal: as options of a command. */
  COMMAND_LINE,
  /**
   * In the reply to a JSON request: as fields of a request, and options for what is set outside.
   */
  REQUEST
}
