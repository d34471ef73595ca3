package io.attributable.cli;

/** Shows the progress of many steps. */
interface Progress extends AutoCloseable {
  /** Shows nothing. */
  Progress SILENT = () -> {};

  /** One more step is done. */
  void step();

  /** So many steps are done. */
  default void to(long done) {}

  @Override
  default void close() {}
}
