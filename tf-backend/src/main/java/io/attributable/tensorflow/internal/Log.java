package io.attributable.tensorflow.internal;

/** What this library tells the log of the application, by the JDK's own facade. */
public final class Log {
  public static final System.Logger LOGGER = System.getLogger("io.attributable");

  private Log() {}
}
