package io.attributable.tensorflow;

/** What this library tells the log of the application, by the JDK's own facade. */
final class Log {
  static final System.Logger LOGGER = System.getLogger("io.attributable");

  private Log() {}
}
