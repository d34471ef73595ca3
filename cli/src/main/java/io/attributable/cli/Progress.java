package io.attributable.cli;

/** Shows the progress of many steps. */
interface Progress extends AutoCloseable {
  /** Shows nothing. */
  Progress SILENT = () -> {};

  /** One more step is done. */
  void step();

  @Override
  default void close() {}
}
