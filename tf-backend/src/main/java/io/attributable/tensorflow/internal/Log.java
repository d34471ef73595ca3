package io.attributable.tensorflow.internal;

/** Messages of this library to the application's log, by the JDK's own facade. */
public final class Log {
  public static final System.Logger LOGGER = System.getLogger("io.attributable");

  private Log() {}
}
