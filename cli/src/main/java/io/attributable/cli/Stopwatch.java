package io.attributable.cli;

/** Runs from the moment it is made. */
final class Stopwatch {
  private final long start = System.nanoTime();

  double millis() {
    return (System.nanoTime() - start) / 1e6;
  }
}
