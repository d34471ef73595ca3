package io.attributable.cli;

/** Tells how far many steps have come. */
interface Progress extends AutoCloseable {
  /** Tells nothing. */
  Progress SILENT = () -> {};

  /** One more step is done. */
  void step();

  @Override
  default void close() {}
}
